import { Text, TextInput } from '@mantine/core';
import { PasswordField } from '@/components/ui/password-field';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { useSignIn } from '@/features/auth/api/sign-in';
import { FormStack } from '@/features/auth/components/form-stack';
import { showFieldErrors } from '@/lib/form-errors';
import { hasCode } from '@/lib/problem';

interface SignInFormProps {
  /** Fixed when an invitation names the address that has to sign in. */
  readonly email?: string;
  readonly onSignedIn: () => void;
}

/** E-mail and password; when the account has two-factor sign-in, a second step asks for the code. */
export function SignInForm({ email, onSignedIn }: SignInFormProps) {
  const signIn = useSignIn();
  const [codeNeeded, setCodeNeeded] = useState(false);
  const form = useForm({ initialValues: { email: email ?? '', password: '', code: '' } });

  const failed = (error: unknown) => {
    if (hasCode(error, 'mfa_needed')) setCodeNeeded(true);
    else if (hasCode(error, 'wrong_code'))
      form.setFieldError('code', 'This code is not right, or it was used before.');
    else showFieldErrors(form, error);
  };
  const submit = form.onSubmit(({ code, ...values }) =>
    signIn.mutate(code === '' ? values : { ...values, code }, { onSuccess: onSignedIn, onError: failed }),
  );

  return (
    <>
      <SignInFailure error={signIn.error} />
      <FormStack onSubmit={submit} submit={codeNeeded ? 'Continue' : 'Sign in'} busy={signIn.isPending}>
        {codeNeeded ? (
          <CodeField {...form.getInputProps('code')} />
        ) : (
          <>
            <TextInput
              label="E-mail address"
              type="email"
              autoComplete="username"
              required
              readOnly={email !== undefined}
              {...form.getInputProps('email')}
            />
            <PasswordField
              label="Password"
              autoComplete="current-password"
              {...form.getInputProps('password')}
            />
          </>
        )}
      </FormStack>
    </>
  );
}

function CodeField(props: ReturnType<ReturnType<typeof useForm>['getInputProps']>) {
  return (
    <>
      <Text size="sm">Your account asks for a second step.</Text>
      <TextInput
        label="Code"
        description="Six digits from your authenticator app, or a recovery code"
        autoComplete="one-time-code"
        data-autofocus
        autoFocus
        required
        {...props}
      />
    </>
  );
}

function SignInFailure({ error }: { error: unknown }) {
  if (hasCode(error, 'mfa_needed', 'wrong_code')) return null;
  if (hasCode(error, 'wrong_credentials')) {
    return (
      <Text role="alert" c="var(--mantine-color-error)" size="sm">
        E-mail address or password is not right.
      </Text>
    );
  }
  return <Failure error={error} fields={['email', 'password']} />;
}
