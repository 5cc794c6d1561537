import { Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useDelegate } from '@/features/sessions/api/delegations';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoles } from '@/features/team/api/roles';
import { GrantChanges } from '@/features/team/components/grant-changes';
import { MemberSelect } from '@/features/team/components/member-select';
import { useNow } from '@/lib/clock';
import { endOfLocalDay, isDate, lastDay, localDay, startOfLocalDay } from '@/lib/dates';
import { showFieldErrors } from '@/lib/form-errors';
import { useIdempotencyKey } from '@/lib/idempotency';
import { toast } from '@/lib/toast';

interface DelegateDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function DelegateDialog({ opened, onClose }: DelegateDialogProps) {
  return (
    <Dialog title="Let an assistant work on my sessions" opened={opened} onClose={onClose}>
      <DelegateForm onClose={onClose} />
    </Dialog>
  );
}

interface Values {
  assistant: string | null;
  /** The first and the last local day. */
  from: string;
  to: string;
}

const rules = {
  assistant: (assistant: string | null) => (assistant ? null : 'Choose an assistant.'),
  from: (from: string) => (isDate(from) ? null : 'Choose the first day.'),
  to: (to: string, { from }: Values) => {
    if (!isDate(to)) return 'Choose the last day.';
    return to < from ? 'The last day is not before the first.' : null;
  },
};

function DelegateForm({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const delegate = useDelegate(team.id);
  const key = useIdempotencyKey();
  const now = useNow();
  const form = useForm<Values>({
    initialValues: { assistant: null, from: localDay(now), to: '' },
    validate: rules,
  });
  const submit = form.onSubmit(({ assistant, from, to }) => {
    const body = { assistant: assistant ?? '', from: startOfLocalDay(from), to: endOfLocalDay(to) };
    delegate.mutate(
      { body, headers: key.keyFor(body) },
      {
        onSuccess: (made) => {
          toast(`${made.assistant.name} can work on your sessions in these days.`);
          onClose();
        },
        onError: (error) => showFieldErrors(form, error),
      },
    );
  });
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Delegate" busy={delegate.isPending}>
      <MemberSelect
        team={team.id}
        label="Assistant"
        description="Members with the role Assistant."
        placeholder="Choose an assistant"
        role="assistant"
        except={team.my_member.id}
        required
        value={form.values.assistant}
        onChange={(assistant) => form.setFieldValue('assistant', assistant)}
        error={form.errors['assistant']}
      />
      <Group gap="md" align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
        <TextInput
          type="date"
          label="First day"
          min={localDay(now)}
          max={lastDay}
          miw={140}
          required
          {...form.getInputProps('from')}
        />
        <TextInput
          type="date"
          label="Last day"
          min={form.values.from || localDay(now)}
          max={lastDay}
          miw={140}
          required
          {...form.getInputProps('to')}
        />
      </Group>
      <Text size="sm" c="dimmed">
        Whole days in your time zone.
      </Text>
      <WhatIsDelegated />
      <Failure error={delegate.error} fields={['assistant', 'from', 'to']} />
    </DialogForm>
  );
}

/** What an assistant may do on delegated sessions, in the sentences of the catalogue. */
function WhatIsDelegated() {
  const { team } = useCurrentTeam();
  const assistant = useRoles(team.id).data?.find(({ id }) => id === 'assistant');
  const sentences = (assistant?.grants ?? [])
    .filter(({ scope }) => scope === 'delegated')
    .map(({ sentence }) => sentence);
  return <GrantChanges title="The assistant gains" mark="+" sentences={sentences} />;
}
