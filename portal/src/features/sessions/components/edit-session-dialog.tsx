import { Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Dialog, DialogForm, useAskBeforeClosing } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { StaleChoice } from '@/components/ui/stale-choice';
import type { Session } from '@/features/sessions/api/session-types';
import { useSession, useUpdateSession } from '@/features/sessions/api/sessions';
import {
  changeOf,
  type DetailValues,
  detailsOf,
  detailWords,
  withChange,
} from '@/features/sessions/components/session-change';
import { SessionFields, sessionRules } from '@/features/sessions/components/session-fields';
import { statusOptions } from '@/features/sessions/components/session-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Versioned } from '@/lib/api-client';
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
      <EditSessionForm {...props} />
    </Dialog>
  );
}

/** Only what was changed here is sent: what somebody else changed meanwhile stays. */
function EditSessionForm({ session, etag, onClose }: EditSessionDialogProps) {
  const { team } = useCurrentTeam();
  const update = useUpdateSession(team.id, session.id);
  const fresh = useSession(team.id, session.id);
  // What is written is based on this one: a later version must not slip in under it.
  const [base, setBase] = useState<Versioned<Session>>({ value: session, etag });
  const [theirs, setTheirs] = useState<Versioned<Session> | null>(null);
  const form = useForm<DetailValues>({ initialValues: detailsOf(session), validate: sessionRules });
  useAskBeforeClosing(form.isDirty());
  const isStale = hasStatus(update.error, 412);
  const showTheirs = async () => {
    // Where it fails, the answer still holds what was loaded before, which is not what is saved now.
    const { isSuccess, data } = await fresh.refetch();
    if (isSuccess) setTheirs(data);
  };
  const take = (taken: Versioned<Session>, values: DetailValues) => {
    setBase(taken);
    setTheirs(null);
    update.reset();
    form.setValues(values);
  };
  const save = (values: DetailValues, on: Versioned<Session>) =>
    update.mutate(
      { body: changeOf(values, detailsOf(on.value)), etag: on.etag },
      {
        onSuccess: () => {
          toast('The details are saved.');
          onClose();
        },
        onError: (error) => (hasStatus(error, 412) ? void showTheirs() : showFieldErrors(form, error)),
      },
    );
  const merged = theirs
    ? withChange(detailsOf(theirs.value), form.values, detailsOf(base.value))
    : form.values;
  return (
    <DialogForm
      onSubmit={form.onSubmit((values) => save(values, base))}
      onCancel={onClose}
      submit="Save"
      busy={update.isPending}
      disabled={isStale}
    >
      <SessionFields form={form} />
      <Select label="Status" allowDeselect={false} data={statusOptions} {...form.getInputProps('status')} />
      {isStale ? (
        <StaleChoice
          theirs={theirs ? detailWords(detailsOf(theirs.value)) : undefined}
          mine={detailWords(merged)}
          error={theirs ? null : fresh.error}
          onReload={() => void showTheirs()}
          onKeepMine={() => {
            if (!theirs) return;
            take(theirs, merged);
            save(merged, theirs);
          }}
          onTakeTheirs={() => theirs && take(theirs, detailsOf(theirs.value))}
        />
      ) : (
        <Failure error={update.error} fields={['patient', 'context', 'started_at', 'status']} />
      )}
    </DialogForm>
  );
}
