import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { credentials, Reauthentication } from '@/components/ui/reauthentication';
import { Section } from '@/components/ui/section';
import { useDeleteAccount } from '@/features/account/api/account';
import type { User } from '@/features/auth/api/me';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

export function DeleteAccountSection({ user }: { user: User }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <Section title="Delete account" intro="You leave your teams, and your name and address are erased.">
      <Button color="red" variant="light" onClick={() => setOpened(true)}>
        Delete my account
      </Button>
      <Dialog title="Delete your account" opened={opened} onClose={close}>
        <DeleteAccountForm user={user} onClose={close} />
      </Dialog>
    </Section>
  );
}

function DeleteAccountForm({ user, onClose }: { user: User; onClose: () => void }) {
  const remove = useDeleteAccount();
  const form = useForm({ initialValues: { password: '', code: '' } });
  const submit = form.onSubmit((values) =>
    remove.mutate(credentials(values), {
      onSuccess: () => toast('Your account is deleted.'),
      onError: (error) => showFieldErrors(form, error),
    }),
  );
  return (
    <DialogForm
      onSubmit={submit}
      onCancel={onClose}
      submit="Delete account"
      busy={remove.isPending}
      tone="danger"
    >
      <Text size="sm">
        This cannot be undone. A team that you own has to be transferred or deleted first; clinical sessions
        stay with their team.
      </Text>
      <Reauthentication form={form} mfaEnabled={user.mfa_enabled} />
      <Failure error={remove.error} fields={['password', 'code']} />
    </DialogForm>
  );
}
