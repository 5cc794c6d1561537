import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/failure';
import { Section } from '@/components/ui/section';
import { useRename } from '@/features/account/api/account';
import type { User } from '@/features/auth/api/me';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

export function ProfileSection({ user }: { user: User }) {
  const rename = useRename();
  const form = useForm({ initialValues: { name: user.name } });
  const submit = form.onSubmit(({ name }) =>
    rename.mutate(name, {
      onSuccess: () => toast('Your name is saved.'),
      onError: (error) => showFieldErrors(form, error),
    }),
  );
  return (
    <Section title="Profile">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput label="E-mail address" value={user.email} readOnly variant="filled" />
          <TextInput
            label="Name"
            autoComplete="name"
            maxLength={100}
            required
            {...form.getInputProps('name')}
          />
          <Failure error={rename.error} fields={['name']} />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={rename.isPending} disabled={!form.isDirty()}>
              Save name
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
