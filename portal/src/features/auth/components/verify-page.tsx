import { useForm } from '@mantine/form';
import { PasswordField } from '@/components/ui/password-field';
import { useNavigate } from '@tanstack/react-router';
import { Failure } from '@/components/ui/failure';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';
import { useVerify } from '@/features/auth/api/sign-in';
import { FormStack } from '@/features/auth/components/form-stack';
import { showFieldErrors } from '@/lib/form-errors';
import { hasCode } from '@/lib/problem';

/** The mailed link leads here; nothing is verified before the button is pressed. */
export function VerifyPage({ token }: { token: string }) {
  const navigate = useNavigate();
  const verify = useVerify();
  const form = useForm({ initialValues: { password: '' } });
  const submit = form.onSubmit(({ password }) =>
    verify.mutate(
      { token, password },
      {
        onSuccess: () => void navigate({ to: '/' }),
        onError: (error) => {
          showFieldErrors(form, error);
          if (hasCode(error, 'wrong_credentials'))
            form.setFieldError('password', 'This is not the password you chose.');
        },
      },
    ),
  );
  const wrongPassword = hasCode(verify.error, 'wrong_credentials');
  return (
    <PublicCard
      title="Confirm your address"
      intro="Enter the password that you chose when you registered."
      footer={
        <>
          Link no longer valid? <TextLink to="/register">Register again</TextLink> or{' '}
          <TextLink to="/sign-in">sign in</TextLink>
        </>
      }
    >
      {!wrongPassword && <Failure error={verify.error} fields={['password']} />}
      <FormStack onSubmit={submit} submit="Confirm and sign in" busy={verify.isPending}>
        <PasswordField label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
      </FormStack>
    </PublicCard>
  );
}
