import { Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import {
  useReactivateMember,
  useReinstateMember,
  useResendInvitation,
  useRevokeInvitation,
  useRevokeLogins,
} from '@/features/team/api/members';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { toast } from '@/lib/toast';

interface ConfirmProps extends MemberDialogProps {
  readonly act: UseMutationResult<unknown, Error, string>;
  readonly submit: string;
  readonly done: string;
  readonly tone?: 'danger';
  readonly children: ReactNode;
}

/** One act on a member that needs nothing but a yes. */
function Confirm({ member, onClose, act, submit, done, tone, children }: ConfirmProps) {
  const confirm = () =>
    act.mutate(member.id, {
      onSuccess: () => {
        toast(done);
        onClose();
      },
    });
  return (
    <DialogForm
      onSubmit={confirm}
      onCancel={onClose}
      submit={submit}
      busy={act.isPending}
      tone={tone ?? 'plain'}
    >
      <Text size="sm">{children}</Text>
      <Failure error={act.error} />
    </DialogForm>
  );
}

function Resend(props: MemberDialogProps) {
  const act = useResendInvitation(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Confirm {...props} act={act} submit="Resend" done={`A new invitation is on its way to ${name}.`}>
      {name} gets a new link by mail. The link that was sent before stops working.
    </Confirm>
  );
}

function Revoke(props: MemberDialogProps) {
  const act = useRevokeInvitation(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Confirm
      {...props}
      act={act}
      submit="Revoke"
      tone="danger"
      done={`The invitation of ${name} is revoked.`}
    >
      The link in the mail stops working at once and the seat is free again. {name} can be invited anew at any
      time.
    </Confirm>
  );
}

function Reactivate(props: MemberDialogProps) {
  const act = useReactivateMember(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Confirm {...props} act={act} submit="Reactivate" done={`${name} is active again.`}>
      {name} has access again with the roles shown in the list, and takes a seat from now on.
    </Confirm>
  );
}

function Reinstate(props: MemberDialogProps) {
  const act = useReinstateMember(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Confirm {...props} act={act} submit="Send invitation" done={`${name} is invited again.`}>
      {name} gets an invitation with the roles of before. What was handed over to others stays with them.
    </Confirm>
  );
}

function RevokeLogins(props: MemberDialogProps) {
  const act = useRevokeLogins(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Confirm {...props} act={act} submit="Sign out everywhere" done={`${name} has to sign in again.`}>
      {name} has to sign in again on every device before this team opens.
    </Confirm>
  );
}

export const ConfirmDialogs = {
  resend: Resend,
  revoke: Revoke,
  reactivate: Reactivate,
  reinstate: Reinstate,
  revokeLogins: RevokeLogins,
};
