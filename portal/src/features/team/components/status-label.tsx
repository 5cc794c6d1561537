import { Text } from '@mantine/core';
import type { Member } from '@/features/team/api/members';
import { formatDaysLeft, formatShortDate } from '@/lib/dates';
import classes from '@/features/team/components/status-label.module.css';

function words(member: Member, now: number): { label: string; detail: string | null } {
  switch (member.status) {
    case 'invited':
      return { label: 'Invited', detail: invitationDetail(member, now) };
    case 'active':
      return { label: 'Active', detail: null };
    case 'suspended':
      return {
        label: 'Suspended',
        detail: member.return_at ? `returns ${formatShortDate(member.return_at)}` : null,
      };
    case 'expired':
      return { label: 'Expired', detail: 'invitation ran out' };
    case 'removed':
      return { label: 'Removed', detail: member.removed_at ? formatShortDate(member.removed_at) : null };
    case 'declined':
      return { label: 'Declined', detail: null };
    case 'revoked':
      return { label: 'Revoked', detail: null };
  }
}

function invitationDetail({ invitation }: Member, now: number): string | null {
  if (!invitation) return null;
  if (invitation.mail === 'failed') return 'stored, mail failed, resend';
  return formatDaysLeft(invitation.expires_at, now);
}

/** The state of a member, with what is useful to know about it. */
export function StatusLabel({ member, now }: { member: Member; now: number }) {
  const { label, detail } = words(member, now);
  return (
    <Text component="span" size="sm" className={classes['label'] ?? ''} data-status={member.status}>
      <span className={classes['dot']} aria-hidden="true" />
      <span className={classes['words']}>
        <span>{label}</span>
        {detail && <span className={classes['detail']}>{detail}</span>}
      </span>
    </Text>
  );
}
