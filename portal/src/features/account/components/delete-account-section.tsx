import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { ProofForm } from '@/components/ui/proof-form';
import { Section } from '@/components/ui/section';
import { useDeleteAccount } from '@/features/account/api/account';
import type { User } from '@/features/auth/api/me';
import { toast } from '@/lib/toast';

export function DeleteAccountSection({ user }: { user: User }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <Section title="Delete account" intro="You leave your teams, and your name and address are erased.">
      <Button color="red" variant="light" onClick={() => setOpened(true)}>
        Delete my account
      </Button>
      <Dialog title="Delete your account" opened={opened} onClose={close}>
        <DeleteAccountForm user={user} onClose={close} />
      </Dialog>
    </Section>
  );
}

function DeleteAccountForm({ user, onClose }: { user: User; onClose: () => void }) {
  const remove = useDeleteAccount();
  return (
    <ProofForm
      initial={{}}
      act={remove}
      submit="Delete account"
      tone="danger"
      mfaEnabled={user.mfa_enabled}
      onDone={() => toast('Your account is deleted.')}
      onCancel={onClose}
    >
      {() => (
        <Text size="sm">
          This cannot be undone. A team that you own has to be transferred or deleted first; clinical sessions
          stay with their team.
        </Text>
      )}
    </ProofForm>
  );
}
