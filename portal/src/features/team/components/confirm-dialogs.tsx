import { Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useResendInvitation, useRevokeInvitation, useRevokeLogins } from '@/features/team/api/members';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { InviteAnew, Reactivate, Reinstate } from '@/features/team/components/returning-dialogs';
import { toast } from '@/lib/toast';

interface ConfirmProps<Of> {
  readonly onClose: () => void;
  readonly act: UseMutationResult<unknown, Error, Of>;
  readonly of: Of;
  readonly submit: string;
  readonly done: string;
  readonly tone?: 'danger';
  readonly children: ReactNode;
}

/** One act on a member that needs nothing but a yes. */
function Confirm<Of>({ onClose, act, of, submit, done, tone, children }: ConfirmProps<Of>) {
  const confirm = () =>
    act.mutate(of, {
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

/** A pending invitation has its seat already. */
function ResendPending({ member, onClose }: MemberDialogProps) {
  const resend = useResendInvitation(useCurrentTeam().team.id);
  const name = memberName(member);
  return (
    <Confirm
      onClose={onClose}
      act={resend}
      of={{ member: member.id, quote: undefined }}
      submit="Resend"
      done={`A new invitation is on its way to ${name}.`}
    >
      {name} gets a new link by mail. The link that was sent before stops working.
    </Confirm>
  );
}

function Resend(props: MemberDialogProps) {
  return props.member.status === 'expired' ? <InviteAnew {...props} /> : <ResendPending {...props} />;
}

function Revoke(props: MemberDialogProps) {
  const act = useRevokeInvitation(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Confirm
      onClose={props.onClose}
      act={act}
      of={props.member.id}
      submit="Revoke"
      tone="danger"
      done={`The invitation of ${name} is revoked.`}
    >
      The link in the mail stops working at once and the seat is free again. {name} can be invited anew at any
      time.
    </Confirm>
  );
}

function RevokeLogins(props: MemberDialogProps) {
  const act = useRevokeLogins(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Confirm
      onClose={props.onClose}
      act={act}
      of={props.member.id}
      submit="Sign out everywhere"
      done={`${name} has to sign in again.`}
    >
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
