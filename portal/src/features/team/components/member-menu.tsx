import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@/components/ui/icons';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Member } from '@/features/team/api/members';
import type { DialogName, OpenDialog } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { type Action, isAllowed } from '@/lib/allowed';

interface Entry {
  readonly dialog: DialogName;
  readonly action: Action;
  readonly label: string;
  readonly danger?: true;
}

const entries: readonly Entry[] = [
  { dialog: 'roles', action: 'role.assign', label: 'Change roles' },
  { dialog: 'title', action: 'member.update', label: 'Change title' },
  { dialog: 'resend', action: 'member.resend_invitation', label: 'Resend invitation' },
  { dialog: 'revoke', action: 'member.revoke_invitation', label: 'Revoke invitation', danger: true },
  { dialog: 'reactivate', action: 'member.reactivate', label: 'Reactivate' },
  { dialog: 'revoke_logins', action: 'member.revoke_logins', label: 'Sign out everywhere' },
  { dialog: 'suspend', action: 'member.suspend', label: 'Suspend' },
  { dialog: 'remove', action: 'member.remove', label: 'Remove from team', danger: true },
];

/** On somebody who was removed, the right to invite is the right to reinstate. */
const reinstate: Entry = { dialog: 'reinstate', action: 'member.invite', label: 'Reinstate' };

function offered(member: Member): Entry[] {
  const all = member.status === 'removed' ? [...entries, reinstate] : entries;
  return all.filter((entry) => isAllowed(member, entry.action));
}

/** What the server allows with this member now; nothing allowed, no menu. */
export function MemberMenu({ member, onOpen }: { member: Member; onOpen: OpenDialog }) {
  const { team } = useCurrentTeam();
  const isMe = member.id === team.my_member.id;
  const leaving = isMe && isAllowed(team, 'team.leave');
  const shown = offered(member).filter((entry) => !(isMe && entry.dialog === 'remove' && leaving));
  if (shown.length === 0 && !leaving) return null;
  return (
    <Menu position="bottom-end" width={210} withinPortal shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Actions for ${memberName(member)}`}>
          <IconDots />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(({ dialog, label, danger }) => (
          <Menu.Item
            key={dialog}
            {...(danger ? { c: 'var(--mantine-color-error)' } : {})}
            onClick={() => onOpen(dialog, member)}
          >
            {label}
          </Menu.Item>
        ))}
        {leaving && (
          <Menu.Item c="var(--mantine-color-error)" onClick={() => onOpen('leave', member)}>
            Leave team
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
