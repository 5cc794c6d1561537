import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Section } from '@/components/ui/section';
import { EnrolTotp } from '@/features/account/components/enrol-totp';
import { RemoveTotp } from '@/features/account/components/remove-totp';
import type { User } from '@/features/auth/api/me';

type Opened = 'enrol' | 'remove' | null;

export function TwoFactorSection({ user }: { user: User }) {
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const isOn = user.mfa_enabled;
  return (
    <Section
      title="Two-factor sign-in"
      intro="After the password, sign-in asks for a code from an authenticator app on your phone."
    >
      <Group justify="space-between">
        <Text size="sm" fw={550}>
          {isOn ? 'On' : 'Off'}
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={() => setOpened('enrol')}>
            {isOn ? 'Change authenticator' : 'Set up'}
          </Button>
          {isOn && (
            <Button variant="light" color="red" onClick={() => setOpened('remove')}>
              Turn off
            </Button>
          )}
        </Group>
      </Group>
      <Dialog title="Set up two-factor sign-in" opened={opened === 'enrol'} onClose={close}>
        <EnrolTotp user={user} onClose={close} />
      </Dialog>
      <Dialog title="Turn two-factor sign-in off" opened={opened === 'remove'} onClose={close}>
        <RemoveTotp onClose={close} />
      </Dialog>
    </Section>
  );
}
