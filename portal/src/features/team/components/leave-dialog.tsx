import { useNavigate } from '@tanstack/react-router';
import { useStartAfresh } from '@/features/auth/api/me';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useLeaveTeam } from '@/features/team/api/teams';
import { HandoverForm } from '@/features/team/components/handover-form';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { ReceiptView } from '@/features/team/components/receipt';

export function LeaveDialog({ member, onClose }: MemberDialogProps) {
  const { team } = useCurrentTeam();
  const navigate = useNavigate();
  const leave = useLeaveTeam(team.id);
  const startAfresh = useStartAfresh();
  const gone = async () => {
    await navigate({ to: '/teams', search: {} });
    await startAfresh();
  };
  if (leave.data) {
    return (
      <ReceiptView receipt={leave.data} text={`You have left ${team.name}.`} onClose={() => void gone()} />
    );
  }
  return (
    <HandoverForm leaver={member.id} act={leave} submit="Leave" onCancel={onClose}>
      You lose access to {team.name} at once. To come back, somebody has to invite you again.
    </HandoverForm>
  );
}
