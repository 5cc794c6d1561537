import { TextInput } from '@mantine/core';
import { PasswordField } from '@/components/ui/password-field';
import type { UseFormReturnType } from '@mantine/form';

export interface Credentials {
  password: string;
  code: string;
}

interface ReauthenticationProps<T extends Credentials> {
  readonly form: UseFormReturnType<T>;
  readonly mfaEnabled: boolean;
}

/** The fields with which somebody who is signed in proves again who it is. */
export function Reauthentication<T extends Credentials>({ form, mfaEnabled }: ReauthenticationProps<T>) {
  return (
    <>
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
      {mfaEnabled && (
        <TextInput
          label="Code"
          description="Six digits from your authenticator app, or a recovery code"
          autoComplete="one-time-code"
          required
          {...form.getInputProps('code')}
        />
      )}
    </>
  );
}

/** The body of a request that asks for password and, where two-factor sign-in is on, code. */
export function credentials({ password, code }: Credentials): { password: string; code?: string } {
  return code === '' ? { password } : { password, code };
}
