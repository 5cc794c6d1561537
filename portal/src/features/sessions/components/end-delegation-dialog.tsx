import { Text } from '@mantine/core';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { type Delegation, useEndDelegation } from '@/features/sessions/api/delegations';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { toast } from '@/lib/toast';

interface EndDelegationDialogProps {
  /** Null: closed. */
  readonly delegation: Delegation | null;
  readonly onClose: () => void;
}

export function EndDelegationDialog({ delegation, onClose }: EndDelegationDialogProps) {
  return (
    <Dialog title="End the delegation" opened={delegation !== null} onClose={onClose}>
      {delegation && <EndDelegation delegation={delegation} onClose={onClose} />}
    </Dialog>
  );
}

function EndDelegation({ delegation, onClose }: { delegation: Delegation; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const end = useEndDelegation(team.id);
  const { clinician, assistant, state } = delegation;
  const isMine = clinician.id === team.my_member.id;
  const who = isMine ? `${assistant.name} does` : 'You do';
  const whose = isMine ? 'your sessions' : `the sessions of ${clinician.name}`;
  const when = state === 'planned' ? 'at all' : 'any more, from the next click on';
  const confirm = () =>
    end.mutate(delegation.id, {
      onSuccess: () => {
        toast('The delegation has ended.');
        onClose();
      },
    });
  return (
    <DialogForm
      onSubmit={confirm}
      onCancel={onClose}
      submit="End delegation"
      busy={end.isPending}
      tone="danger"
    >
      <Text size="sm">
        {who} not work on {whose} {when}. What was written stays. It can be given anew at any time.
      </Text>
      <Failure error={end.error} />
    </DialogForm>
  );
}
