import { Button, Group, Stack, TextInput } from '@mantine/core';
import { PasswordField } from '@/components/ui/password-field';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/failure';
import { Section } from '@/components/ui/section';
import { useChangePassword } from '@/features/account/api/account';
import type { User } from '@/features/auth/api/me';
import { NewPassword } from '@/features/auth/components/new-password';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

const empty = { current_password: '', new_password: '', code: '' };

export function PasswordSection({ user }: { user: User }) {
  const change = useChangePassword();
  const form = useForm({ initialValues: empty });
  const submit = form.onSubmit(({ code, ...passwords }) =>
    change.mutate(code === '' ? passwords : { ...passwords, code }, {
      onSuccess: () => {
        toast('Your password is changed. Your other logins have ended.');
        form.reset();
      },
      onError: (error) => showFieldErrors(form, error),
    }),
  );
  return (
    <Section title="Password" intro="Changing it signs you out everywhere else.">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <PasswordField
            label="Current password"
            autoComplete="current-password"
            {...form.getInputProps('current_password')}
          />
          <NewPassword label="New password" {...form.getInputProps('new_password')} />
          {user.mfa_enabled && (
            <TextInput label="Code" autoComplete="one-time-code" required {...form.getInputProps('code')} />
          )}
          <Failure error={change.error} fields={Object.keys(empty)} />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
