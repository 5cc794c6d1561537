import type { ComponentType } from 'react';
import { Dialog } from '@/components/ui/dialog';
import type { Member } from '@/features/team/api/members';
import { ConfirmDialogs } from '@/features/team/components/confirm-dialogs';
import { LeaveDialog } from '@/features/team/components/leave-dialog';
import { memberName } from '@/features/team/components/member-name';
import { RemoveDialog } from '@/features/team/components/remove-dialog';
import { RoleDialog } from '@/features/team/components/role-dialog';
import { SuspendDialog } from '@/features/team/components/suspend-dialog';
import { TitleDialog } from '@/features/team/components/title-dialog';

export interface MemberDialogProps {
  readonly member: Member;
  readonly onClose: () => void;
}

export type DialogName =
  | 'roles'
  | 'title'
  | 'suspend'
  | 'remove'
  | 'leave'
  | 'resend'
  | 'revoke'
  | 'reactivate'
  | 'reinstate'
  | 'revoke_logins';

export type OpenDialog = (dialog: DialogName, member: Member) => void;

interface Entry {
  readonly title: (name: string) => string;
  readonly content: ComponentType<MemberDialogProps>;
  readonly size?: 'lg';
}

const dialogs: Record<DialogName, Entry> = {
  roles: { title: (name) => `Roles of ${name}`, content: RoleDialog, size: 'lg' },
  title: { title: (name) => `Title of ${name}`, content: TitleDialog },
  suspend: { title: (name) => `Suspend ${name}`, content: SuspendDialog },
  remove: { title: (name) => `Remove ${name}`, content: RemoveDialog },
  leave: { title: () => 'Leave the team', content: LeaveDialog },
  resend: { title: () => 'Resend the invitation', content: ConfirmDialogs.resend },
  revoke: { title: () => 'Revoke the invitation', content: ConfirmDialogs.revoke },
  reactivate: { title: (name) => `Reactivate ${name}`, content: ConfirmDialogs.reactivate },
  reinstate: { title: (name) => `Reinstate ${name}`, content: ConfirmDialogs.reinstate },
  revoke_logins: { title: (name) => `Sign ${name} out everywhere`, content: ConfirmDialogs.revokeLogins },
};

export interface OpenedDialog {
  readonly name: DialogName;
  readonly member: Member;
}

/** The dialog about one member that is open, if one is. */
export function MemberDialog({ opened, onClose }: { opened: OpenedDialog | null; onClose: () => void }) {
  if (!opened) return null;
  const { title, content: Content, size } = dialogs[opened.name];
  return (
    <Dialog opened title={title(memberName(opened.member))} onClose={onClose} {...(size ? { size } : {})}>
      <Content member={opened.member} onClose={onClose} />
    </Dialog>
  );
}
