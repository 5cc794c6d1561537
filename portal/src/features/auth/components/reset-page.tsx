import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { Failure } from '@/components/ui/failure';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';
import { useResetPassword } from '@/features/auth/api/sign-in';
import { FormStack } from '@/features/auth/components/form-stack';
import { NewPassword } from '@/features/auth/components/new-password';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

export function ResetPage({ token }: { token: string }) {
  const navigate = useNavigate();
  const reset = useResetPassword();
  const form = useForm({ initialValues: { password: '' } });
  const submit = form.onSubmit(({ password }) =>
    reset.mutate(
      { token, password },
      {
        onSuccess: () => {
          toast('Your password is changed. Sign in with it.');
          void navigate({ to: '/sign-in' });
        },
        onError: (error) => showFieldErrors(form, error),
      },
    ),
  );
  return (
    <PublicCard
      title="Choose a new password"
      footer={
        <>
          Link no longer valid? <TextLink to="/forgot">Ask for a new one</TextLink>
        </>
      }
    >
      <Failure error={reset.error} fields={['password']} />
      <FormStack onSubmit={submit} submit="Change password" busy={reset.isPending}>
        <NewPassword label="New password" {...form.getInputProps('password')} />
      </FormStack>
      <Text size="sm" c="dimmed">
        This ends all your logins. Two-factor sign-in stays as it is.
      </Text>
    </PublicCard>
  );
}
