import { Radio, Select, Stack } from '@mantine/core';
import { ConsentField } from '@/features/sessions/components/consent-field';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import type { PersonRef } from '@/features/sessions/api/session-types';
import { useCreateSession, useSessionView } from '@/features/sessions/api/sessions';
import {
  bodyOf,
  emptyValues,
  SessionFields,
  sessionRules,
  type SessionValues,
} from '@/features/sessions/components/session-fields';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useNow } from '@/lib/clock';
import { showFieldErrors } from '@/lib/form-errors';
import { hasCode } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface NewSessionDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Ourselves, where own sessions are allowed. */
  readonly self: { readonly id: string } | null;
  /** The clinicians for whom we may start sessions. */
  readonly delegating: readonly PersonRef[];
  readonly onCreated: (session: string) => void;
}

export function NewSessionDialog(props: NewSessionDialogProps) {
  return (
    <Dialog title="New session" opened={props.opened} onClose={props.onClose} size="lg">
      <NewSessionForm {...props} />
    </Dialog>
  );
}

interface Values extends SessionValues {
  clinician: string;
  status: 'in_progress' | 'draft';
  consent_confirmed: boolean;
}

/** Under which what is typed here is kept. */
export const newSession = 'new';

function wordsOf({ values: { patient, context, started_at } }: Typed<Values, null>): string {
  return [patient.name, patient.date_of_birth, patient.identifier, context, started_at]
    .filter((word) => word !== '')
    .join('\n');
}

function NewSessionForm({ onClose, self, delegating, onCreated }: NewSessionDialogProps) {
  const { team } = useCurrentTeam();
  const now = useNow();
  const prompt = useSessionView(team.id).data?.consent_prompt;
  const create = useCreateSession(team.id);
  const draft = useTypedForm('sessions', newSession, 'New session', wordsOf);
  const form = useKeptForm<Values, null>(draft, null, {
    initialValues: {
      ...emptyValues(now),
      clinician: self?.id ?? delegating[0]?.id ?? '',
      status: 'in_progress',
      consent_confirmed: false,
    },
    validate: sessionRules,
  });
  const asksConsent = prompt?.enabled === true || hasCode(create.error, 'consent_needed');
  const needsConsent = asksConsent && form.values.status === 'in_progress';

  const submit = form.onSubmit(({ clinician, status, consent_confirmed, ...values }) => {
    if (needsConsent && !consent_confirmed) {
      form.setFieldError('consent_confirmed', 'Ask the patient first, or plan the session for later.');
      return;
    }
    const body = {
      ...bodyOf(values),
      status,
      ...(clinician === self?.id ? {} : { clinician }),
      ...(needsConsent ? { consent_confirmed } : {}),
    };
    void draft.key.send(body, (headers) =>
      create.mutateAsync(
        { body, headers },
        {
          onSuccess: ({ id }) => {
            toast('The session is created.');
            onClose();
            onCreated(id);
          },
          onError: (error) => {
            // It was created the first time; its answer was lost on the way.
            if (hasCode(error, 'not_replayable')) {
              toast('The session was created already. It is in the list.');
              onClose();
            } else showFieldErrors(form, error);
          },
        },
      ),
    );
  });
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Create session" busy={create.isPending}>
      {delegating.length > 0 && (
        <Select
          label="Clinician"
          description="Whose session it is."
          allowDeselect={false}
          data={[
            ...(self ? [{ value: self.id, label: 'Myself' }] : []),
            ...delegating.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('clinician')}
        />
      )}
      <SessionFields form={form} />
      <Radio.Group label="Status" {...form.getInputProps('status')}>
        <Stack gap="xs" mt={6}>
          <Radio value="in_progress" label="Start now" />
          <Radio value="draft" label="Plan for later" />
        </Stack>
      </Radio.Group>
      {needsConsent && (
        <ConsentField
          text={prompt?.text ?? ''}
          checked={form.values.consent_confirmed}
          onChange={(checked) => form.setFieldValue('consent_confirmed', checked)}
          error={form.errors['consent_confirmed']}
        />
      )}
      <LastAttempt of={draft.key} check="the list of sessions" />
      <Failure
        error={create.error}
        fields={['patient', 'context', 'started_at', 'clinician', 'consent_confirmed']}
      />
    </DialogForm>
  );
}
