import { type PasswordInputProps } from '@mantine/core';
import { PasswordField } from '@/components/ui/password-field';
import { useMe } from '@/features/auth/api/me';

/** A password that is being chosen; the server says how long it has to be. */
export function NewPassword(props: PasswordInputProps) {
  const settings = useMe().data?.settings;
  const shortest = settings?.password_min_length;
  return (
    <PasswordField
      label="Password"
      description={
        shortest ? `At least ${shortest} characters. A sentence of your own works well.` : undefined
      }
      autoComplete="new-password"
      {...props}
    />
  );
}
