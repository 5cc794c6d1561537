import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/failure';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';
import { useForgotPassword } from '@/features/auth/api/sign-in';
import { FormStack } from '@/features/auth/components/form-stack';
import { showFieldErrors } from '@/lib/form-errors';

const back = <TextLink to="/sign-in">Back to sign in</TextLink>;

export function ForgotPage() {
  const forgot = useForgotPassword();
  const form = useForm({ initialValues: { email: '' } });
  const submit = form.onSubmit(({ email }) =>
    forgot.mutate(email, { onError: (error) => showFieldErrors(form, error) }),
  );
  if (forgot.isSuccess) {
    return (
      <PublicCard key="sent" title="Check your mail" footer={back}>
        <Text>
          If {form.values.email} belongs to an account, a link to choose a new password is on its way to it.
          Nothing changes until you use it.
        </Text>
      </PublicCard>
    );
  }
  return (
    <PublicCard title="Forgotten password" intro="We mail you a link to choose a new one." footer={back}>
      <Failure error={forgot.error} fields={['email']} />
      <FormStack onSubmit={submit} submit="Send the link" busy={forgot.isPending}>
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          {...form.getInputProps('email')}
        />
      </FormStack>
    </PublicCard>
  );
}
