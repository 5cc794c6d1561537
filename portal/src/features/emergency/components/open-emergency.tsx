import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import { TextLink } from '@/components/ui/text-link';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import { type EmergencyRequest, useOpenEmergency } from '@/features/emergency/api/emergency';
import { EndEmergency } from '@/features/emergency/components/end-emergency';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime, isDate, lastDay } from '@/lib/dates';
import { showFieldErrors } from '@/lib/form-errors';
import { count } from '@/lib/plural';
import { hasCode } from '@/lib/problem';

/** Under which what is typed here is kept. */
export const openedEmergency = 'open';

function wordsOf({ values: { identifier, date_of_birth, reason } }: Typed<EmergencyRequest, null>): string {
  return [identifier, date_of_birth, reason].filter((word) => word !== '').join('\n');
}

/** Asks whom and why, says what follows, and then either leads to the sessions or says that nobody matches. */
export function OpenEmergency({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const open = useOpenEmergency(team.id);
  const draft = useTypedForm('emergency', openedEmergency, 'Emergency access', wordsOf);
  const form = useKeptForm<EmergencyRequest, null>(draft, null, {
    initialValues: { identifier: '', date_of_birth: '', reason: '' },
    validate: {
      identifier: (value) => (value.trim() === '' ? 'Enter the identifier of the patient.' : null),
      date_of_birth: (value) => (isDate(value) ? null : 'Enter the date of birth.'),
      reason: (value) => (value.trim() === '' ? 'Say why the sessions have to be opened now.' : null),
    },
  });
  const submit = form.onSubmit(
    (body) =>
      void draft.key.send(body, (headers) =>
        open.mutateAsync(
          { body, headers },
          {
            onSuccess: ({ id }) => {
              draft.key.done();
              if (id) form.reset();
            },
            onError: (error) => {
              if (wasAnswered(error)) draft.key.done();
              else showFieldErrors(form, error);
            },
          },
        ),
      ),
  );
  if (open.data?.id) return <Opened opened={open.data} onClose={onClose} />;
  return (
    <DialogForm
      onSubmit={submit}
      onCancel={onClose}
      submit="Open the sessions"
      busy={open.isPending}
      tone="danger"
    >
      <Alert color="amber" variant="light" icon={<IconAlert />} title="Everybody will know">
        <Text size="sm">
          This is recorded with your name and your reason. The clinicians of the sessions and the Account
          Owner are told at once, and an administrator other than you has to review it. The sessions are open
          to you for 60 minutes, for reading only.
        </Text>
      </Alert>
      <TextInput
        label="Identifier of the patient"
        autoComplete="off"
        maxLength={100}
        data-autofocus
        required
        {...form.getInputProps('identifier')}
      />
      <TextInput
        label="Date of birth"
        type="date"
        max={lastDay}
        required
        {...form.getInputProps('date_of_birth')}
      />
      <Textarea
        label="Reason"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        required
        {...form.getInputProps('reason')}
      />
      {open.data && (
        <Text size="sm" fw={550} role="status">
          No session matches this identifier and date of birth. The attempt is recorded.
        </Text>
      )}
      <LastAttempt of={draft.key} check="the list of sessions" />
      {wasAnswered(open.error) ? (
        <LostAnswer />
      ) : (
        <Failure error={open.error} fields={['identifier', 'date_of_birth', 'reason']} />
      )}
    </DialogForm>
  );
}

/** Repeated after its answer was lost: whether a session matched is said once only. */
function wasAnswered(error: unknown): boolean {
  return hasCode(error, 'not_replayable');
}

function ToTheSessions() {
  const { team } = useCurrentTeam();
  return (
    <TextLink to="/teams/$team/sessions" params={{ team: team.id }} search={{ clinician: 'all' }}>
      Show the sessions
    </TextLink>
  );
}

function LostAnswer() {
  return (
    <Alert role="alert" color="amber" variant="light" icon={<IconAlert />} title="The answer was lost">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          This was sent before, but its answer was lost on the way. Look for the patient in the list of
          sessions: what matched is open to you there while the access lasts. If nothing is there, you can
          send this again.
        </Text>
        <ToTheSessions />
      </Stack>
    </Alert>
  );
}

interface OpenedProps {
  readonly opened: NonNullable<ReturnType<typeof useOpenEmergency>['data']>;
  readonly onClose: () => void;
}

function Opened({ opened, onClose }: OpenedProps) {
  const { id, sessions, expires_at: until, review_due_at: due } = opened;
  return (
    <Stack gap="lg">
      <Text size="sm" role="status">
        {count(sessions, 'session')} of this patient {sessions === 1 ? 'is' : 'are'} open to you
        {until && ` until ${formatDateTime(until)}`}, for reading only. The clinicians and the Account Owner
        have been told{due && `, and the review is due by ${formatDateTime(due)}`}.
      </Text>
      <Group justify="space-between">
        <ToTheSessions />
        <Group gap="xs">
          {id && <EndEmergency access={id} label="End now: this access" onEnd={onClose} />}
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
