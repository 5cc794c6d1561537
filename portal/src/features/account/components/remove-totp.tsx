import { Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { credentials, Reauthentication } from '@/components/ui/reauthentication';
import { useRemoveTotp } from '@/features/account/api/account';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

export function RemoveTotp({ onClose }: { onClose: () => void }) {
  const remove = useRemoveTotp();
  const form = useForm({ initialValues: { password: '', code: '' } });
  const submit = form.onSubmit((values) =>
    remove.mutate(credentials(values), {
      onSuccess: () => {
        toast('Two-factor sign-in is off.');
        onClose();
      },
      onError: (error) => showFieldErrors(form, error),
    }),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Turn off" busy={remove.isPending} tone="danger">
      <Text size="sm">
        Teams that require a second factor will not open for you until you set it up again.
      </Text>
      <Reauthentication form={form} mfaEnabled />
      <Failure error={remove.error} fields={['password', 'code']} />
    </DialogForm>
  );
}
