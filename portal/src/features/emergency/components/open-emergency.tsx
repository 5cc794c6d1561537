import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DialogForm, useAskBeforeClosing } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import { TextLink } from '@/components/ui/text-link';
import { type EmergencyRequest, useOpenEmergency } from '@/features/emergency/api/emergency';
import { EndEmergency } from '@/features/emergency/components/end-emergency';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import { showFieldErrors } from '@/lib/form-errors';
import { useIdempotencyKey } from '@/lib/idempotency';
import { count } from '@/lib/plural';

/** Asks whom and why, says what follows, and then either leads to the sessions or says that nobody matches. */
export function OpenEmergency({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const open = useOpenEmergency(team.id);
  const key = useIdempotencyKey();
  const form = useForm<EmergencyRequest>({
    initialValues: { identifier: '', date_of_birth: '', reason: '' },
    validate: {
      identifier: (value) => (value.trim() === '' ? 'Enter the identifier of the patient.' : null),
      date_of_birth: (value) => (value === '' ? 'Enter the date of birth.' : null),
      reason: (value) => (value.trim() === '' ? 'Say why the sessions have to be opened now.' : null),
    },
  });
  useAskBeforeClosing(form.isDirty() && !open.data?.id);
  const submit = form.onSubmit((body) =>
    open.mutate(
      { body, headers: key.keyFor(body) },
      { onSuccess: () => key.done(), onError: (error) => showFieldErrors(form, error) },
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
      <TextInput label="Date of birth" type="date" required {...form.getInputProps('date_of_birth')} />
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
      <Failure error={open.error} fields={['identifier', 'date_of_birth', 'reason']} />
    </DialogForm>
  );
}

interface OpenedProps {
  readonly opened: NonNullable<ReturnType<typeof useOpenEmergency>['data']>;
  readonly onClose: () => void;
}

function Opened({ opened, onClose }: OpenedProps) {
  const { team } = useCurrentTeam();
  const { id, sessions, expires_at: until, review_due_at: due } = opened;
  return (
    <Stack gap="lg">
      <Text size="sm" role="status">
        {count(sessions, 'session')} of this patient {sessions === 1 ? 'is' : 'are'} open to you
        {until && ` until ${formatDateTime(until)}`}, for reading only. The clinicians and the Account Owner
        have been told{due && `, and the review is due by ${formatDateTime(due)}`}.
      </Text>
      <Group justify="space-between">
        <TextLink to="/teams/$team/sessions" params={{ team: team.id }} search={{ clinician: 'all' }}>
          Show the sessions
        </TextLink>
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
