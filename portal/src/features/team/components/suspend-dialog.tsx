import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useSuspendMember } from '@/features/team/api/members';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { useNow } from '@/lib/clock';
import { isDate, lastDay, localDay, startOfLocalDay } from '@/lib/dates';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

export function SuspendDialog({ member, onClose }: MemberDialogProps) {
  const { team } = useCurrentTeam();
  const suspend = useSuspendMember(team.id, member.id);
  const now = useNow();
  const form = useForm({
    initialValues: { return_at: '' },
    validate: { return_at: (day) => (day === '' || isDate(day) ? null : 'Choose a day, or leave it empty.') },
  });
  const name = memberName(member);
  const submit = form.onSubmit((values) =>
    suspend.mutate(values.return_at === '' ? {} : { return_at: startOfLocalDay(values.return_at) }, {
      onSuccess: () => {
        toast(`${name} is suspended.`);
        onClose();
      },
      onError: (error) => showFieldErrors(form, error),
    }),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Suspend" busy={suspend.isPending} tone="danger">
      <Text size="sm">
        {name} loses access to this team at once and takes no seat while suspended. All data stays. API keys
        for this team and pending invitations that {name} sent end now.
      </Text>
      <TextInput
        type="date"
        label="Returns on (optional)"
        description="Access comes back by itself at the beginning of that day."
        min={localDay(now + 86_400_000)}
        max={lastDay}
        maw={220}
        {...form.getInputProps('return_at')}
      />
      <Failure error={suspend.error} fields={['return_at']} />
    </DialogForm>
  );
}
