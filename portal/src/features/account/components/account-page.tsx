import { Button, Stack } from '@mantine/core';
import { IconDownload } from '@/components/ui/icons';
import { Page } from '@/components/ui/page';
import { Section } from '@/components/ui/section';
import { DeleteAccountSection } from '@/features/account/components/delete-account-section';
import { LoginsSection } from '@/features/account/components/logins-section';
import { PasswordSection } from '@/features/account/components/password-section';
import { ProfileSection } from '@/features/account/components/profile-section';
import { TwoFactorSection } from '@/features/account/components/two-factor-section';
import { useUser } from '@/features/auth/api/me';

export function AccountPage() {
  const user = useUser();
  if (!user) return null;
  return (
    <Page title="Account" width="reading">
      <Stack gap="lg">
        <ProfileSection key={user.name} user={user} />
        <PasswordSection user={user} />
        <TwoFactorSection user={user} />
        <LoginsSection />
        <Section title="Your data" intro="Everything this installation holds about you, as one file.">
          <Button
            component="a"
            href="/api/v1/me/export"
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            Export my data
          </Button>
        </Section>
        <DeleteAccountSection user={user} />
      </Stack>
    </Page>
  );
}
