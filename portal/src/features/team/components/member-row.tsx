import { Table, Text } from '@mantine/core';
import { memo } from 'react';
import { Address } from '@/components/ui/address';
import { PersonAvatar } from '@/components/ui/person';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Member } from '@/features/team/api/members';
import { useRoleNames } from '@/features/team/api/roles';
import type { OpenDialog } from '@/features/team/components/member-dialogs';
import { MemberMenu } from '@/features/team/components/member-menu';
import { memberName } from '@/features/team/components/member-name';
import { RoleButton } from '@/features/team/components/role-button';
import { StatusLabel } from '@/features/team/components/status-label';
import { useNow } from '@/lib/clock';
import { formatShortDate } from '@/lib/dates';
import classes from '@/features/team/components/members-table.module.css';

interface MemberRowProps {
  readonly member: Member;
  readonly layout: 'compact' | 'wide';
  readonly onOpen: OpenDialog;
}

function isPast(member: Member): boolean {
  return ['removed', 'declined', 'revoked', 'expired'].includes(member.status);
}

/** A page that is added leaves those before it as they are drawn. */
export const MemberRow = memo(function MemberRow({ member, layout, onOpen }: MemberRowProps) {
  const { team } = useCurrentTeam();
  const now = useNow();
  const roleNames = useRoleNames(team.id)(member.roles);
  const role = (
    <RoleButton
      member={member}
      roleNames={roleNames}
      myMember={team.my_member.id}
      onOpen={() => onOpen('roles', member)}
    />
  );
  const status = <StatusLabel member={member} now={now} />;
  return (
    <Table.Tr className={classes['row'] ?? ''} data-past={isPast(member) || undefined}>
      <Table.Td>
        <div
          className={classes['person']}
          style={layout === 'compact' ? { alignItems: 'flex-start' } : undefined}
        >
          <PersonAvatar name={memberName(member)} muted={member.status === 'active' ? 'lively' : 'muted'} />
          <div className={classes['words']}>
            <Name member={member} isMe={member.id === team.my_member.id} />
            {layout === 'compact' && (
              <div className={classes['compact']}>
                {role}
                {status}
              </div>
            )}
          </div>
        </div>
      </Table.Td>
      {layout === 'wide' && <Table.Td>{role}</Table.Td>}
      {layout === 'wide' && <Table.Td>{status}</Table.Td>}
      {layout === 'wide' && (
        <Table.Td>
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            {member.joined_at ? formatShortDate(member.joined_at) : '–'}
          </Text>
        </Table.Td>
      )}
      <Table.Td ta="right" style={{ verticalAlign: layout === 'compact' ? 'top' : 'middle' }}>
        <MemberMenu member={member} onOpen={onOpen} />
      </Table.Td>
    </Table.Tr>
  );
});

/** Name with title beside it, and below it the address where the reader may see it. */
function Name({ member, isMe }: { member: Member; isMe: boolean }) {
  return (
    <>
      <div className={classes['line']}>
        <span className={classes['name']}>
          <Address text={memberName(member)} />
        </span>
        {member.title && <span className={classes['title']}>{member.title}</span>}
        {member.owner && <span className={classes['tag']}>Account Owner</span>}
        {isMe && <span className={classes['tag']}>You</span>}
      </div>
      {member.name && member.email && (
        <div className={classes['sub']}>
          <Address text={member.email} />
        </div>
      )}
    </>
  );
}
