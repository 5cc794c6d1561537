import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { Failure } from '@/components/ui/failure';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';
import { useRegister } from '@/features/auth/api/sign-in';
import { FormStack } from '@/features/auth/components/form-stack';
import { NewPassword } from '@/features/auth/components/new-password';
import { showFieldErrors } from '@/lib/form-errors';

const fields = ['name', 'email', 'password'];

export function RegisterPage() {
  const navigate = useNavigate();
  const register = useRegister();
  const form = useForm({ initialValues: { name: '', email: '', password: '' } });
  const submit = form.onSubmit((values) =>
    register.mutate(values, {
      onSuccess: () => void navigate({ to: '/register/check-mail', search: { email: values.email } }),
      onError: (error) => showFieldErrors(form, error),
    }),
  );
  return (
    <PublicCard
      title="Create your account"
      intro="For clinics: your team, its members and what each may see."
      footer={
        <>
          Already registered? <TextLink to="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <Failure error={register.error} fields={fields} />
      <FormStack onSubmit={submit} submit="Create account" busy={register.isPending}>
        <TextInput label="Your name" autoComplete="name" required {...form.getInputProps('name')} />
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          {...form.getInputProps('email')}
        />
        <NewPassword {...form.getInputProps('password')} />
      </FormStack>
    </PublicCard>
  );
}
