import { Code, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { credentials, Reauthentication } from '@/components/ui/reauthentication';
import { useConfirmTotp, useEnrolTotp, useMfaChanged } from '@/features/account/api/account';
import { QrCode } from '@/features/account/components/qr-code';
import { RecoveryCodes } from '@/features/account/components/recovery-codes';
import type { User } from '@/features/auth/api/me';
import type { components } from '@/lib/api-types';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

type Enrolment = components['schemas']['TotpEnrolment'];

/** Three steps: prove who it is, scan and confirm, keep the recovery codes. */
export function EnrolTotp({ user, onClose }: { user: User; onClose: () => void }) {
  const enrol = useEnrolTotp();
  const form = useForm({ initialValues: { password: '', code: '' } });
  if (enrol.data) return <Confirm enrolment={enrol.data} onClose={onClose} />;
  const submit = form.onSubmit((values) =>
    enrol.mutate(credentials(values), { onError: (error) => showFieldErrors(form, error) }),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Continue" busy={enrol.isPending}>
      <Text size="sm">First, your password again.</Text>
      <Reauthentication form={form} mfaEnabled={user.mfa_enabled} />
      <Failure error={enrol.error} fields={['password', 'code']} />
    </DialogForm>
  );
}

function Confirm({ enrolment, onClose }: { enrolment: Enrolment; onClose: () => void }) {
  const confirm = useConfirmTotp();
  const changed = useMfaChanged();
  const form = useForm({ initialValues: { code: '' } });
  const done = () => {
    toast('Two-factor sign-in is on.');
    onClose();
    changed();
  };
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recovery_codes} onDone={done} />;
  const submit = form.onSubmit(({ code }) =>
    confirm.mutate(code, { onError: (error) => showFieldErrors(form, error) }),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Turn on" busy={confirm.isPending}>
      <Stack gap="sm" align="center">
        <Text size="sm">Scan this with an authenticator app, then enter the six digits it shows.</Text>
        <QrCode svg={enrolment.qr_svg} />
        <Text size="sm" c="dimmed" ta="center">
          No camera? Enter this key by hand:
          <br />
          <Code style={{ overflowWrap: 'anywhere' }}>{enrolment.secret}</Code>
        </Text>
      </Stack>
      <TextInput
        label="Code"
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={6}
        required
        data-autofocus
        {...form.getInputProps('code')}
      />
      <Failure error={confirm.error} fields={['code']} />
    </DialogForm>
  );
}
