import { Stack, Text } from '@mantine/core';
import { Address } from '@/components/ui/address';
import type { InvitationView } from '@/features/auth/api/invitation';
import { formatDate } from '@/lib/dates';
import classes from '@/features/auth/components/invitation-summary.module.css';

export function InvitationSummary({ invitation }: { invitation: InvitationView }) {
  const roles = invitation.roles.map((role) => role.name).join(', ');
  return (
    <Stack component="dl" gap={10} m={0} className={classes['facts'] ?? ''}>
      <Fact name="For" value={invitation.email} />
      <Fact name="Roles" value={roles} />
      {invitation.title && <Fact name="Title" value={invitation.title} />}
      <Fact name="Valid until" value={formatDate(invitation.expires_at)} />
    </Stack>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes['fact']}>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
        <Address text={value} />
      </Text>
    </div>
  );
}
