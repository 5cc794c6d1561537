import { Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import type { Session, SessionStatus } from '@/features/sessions/api/session-types';
import { useSession, useUpdateSession } from '@/features/sessions/api/sessions';
import {
  bodyOf,
  SessionFields,
  sessionRules,
  type SessionValues,
  valuesOf,
} from '@/features/sessions/components/session-fields';
import { statusOptions } from '@/features/sessions/components/session-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface EditSessionDialogProps {
  readonly session: Session;
  readonly etag: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function EditSessionDialog(props: EditSessionDialogProps) {
  return (
    <Dialog title="Edit details" opened={props.opened} onClose={props.onClose} size="lg">
      <EditSessionForm key={props.etag} {...props} />
    </Dialog>
  );
}

interface Values extends SessionValues {
  status: SessionStatus;
}

function EditSessionForm({ session, etag, onClose }: EditSessionDialogProps) {
  const { team } = useCurrentTeam();
  const update = useUpdateSession(team.id, session.id);
  const fresh = useSession(team.id, session.id);
  const form = useForm<Values>({
    initialValues: { ...valuesOf(session), status: session.status },
    validate: sessionRules,
  });
  const submit = form.onSubmit(({ status, ...values }) =>
    update.mutate(
      { body: { ...bodyOf(values), ...(status === session.status ? {} : { status }) }, etag },
      {
        onSuccess: () => {
          toast('The details are saved.');
          onClose();
        },
        onError: (error) => showFieldErrors(form, error),
      },
    ),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Save" busy={update.isPending}>
      <SessionFields form={form} />
      <Select label="Status" allowDeselect={false} data={statusOptions} {...form.getInputProps('status')} />
      <Failure
        error={update.error}
        fields={['patient', 'context', 'started_at', 'status']}
        {...(hasStatus(update.error, 412) ? { onRetry: () => void fresh.refetch() } : {})}
      />
    </DialogForm>
  );
}
