import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRemoveMember } from '@/features/team/api/members';
import { HandoverForm } from '@/features/team/components/handover-form';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { ReceiptView } from '@/features/team/components/receipt';

export function RemoveDialog({ member, onClose }: MemberDialogProps) {
  const { team } = useCurrentTeam();
  const remove = useRemoveMember(team.id, member.id);
  const name = memberName(member);
  if (remove.data) {
    return (
      <ReceiptView receipt={remove.data} text={`${name} is no longer in ${team.name}.`} onClose={onClose} />
    );
  }
  return (
    <HandoverForm leaver={member.id} act={remove} submit="Remove" onCancel={onClose}>
      {name} loses access to {team.name} at once and the seat is free. {name}&apos;s API keys for this team
      and pending invitations end with it. Within 90 days you can reinstate {name}.
    </HandoverForm>
  );
}
