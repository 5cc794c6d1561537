import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@/components/ui/icons';
import type { MemberStatus } from '@/features/team/api/members';
import { useRoles } from '@/features/team/api/roles';

const statuses: { value: MemberStatus; label: string }[] = [
  { value: 'active', label: 'Active' },
  { value: 'invited', label: 'Invited' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'expired', label: 'Expired' },
  { value: 'removed', label: 'Removed' },
  { value: 'declined', label: 'Declined' },
  { value: 'revoked', label: 'Revoked' },
];

interface MembersToolbarProps {
  readonly team: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly role: string | null;
  readonly onRole: (role: string | null) => void;
  readonly status: string | null;
  readonly onStatus: (status: MemberStatus | null) => void;
}

export function MembersToolbar(props: MembersToolbarProps) {
  const roles = useRoles(props.team);
  return (
    <Group gap="sm" role="search" aria-label="Members" mb="md">
      <TextInput
        aria-label="Search members"
        placeholder="Search by name or address"
        type="search"
        leftSection={<IconSearch size={16} />}
        flex="1 1 220px"
        value={props.query}
        onChange={(event) => props.onQuery(event.currentTarget.value)}
      />
      <Select
        aria-label="Filter by role"
        placeholder="All roles"
        clearable
        flex="1 1 130px"
        maw={{ base: '100%', sm: 190 }}
        data={(roles.data ?? []).map((role) => ({ value: role.id, label: role.name }))}
        value={props.role}
        onChange={props.onRole}
      />
      <Select
        aria-label="Filter by status"
        placeholder="Current"
        clearable
        flex="1 1 130px"
        maw={{ base: '100%', sm: 190 }}
        data={statuses}
        value={props.status}
        onChange={(status) => props.onStatus(status as MemberStatus | null)}
      />
    </Group>
  );
}
