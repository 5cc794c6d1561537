import { Autocomplete, Group, TextInput } from '@mantine/core';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoles } from '@/features/team/api/roles';
import { MemberSelect } from '@/features/team/components/member-select';

export interface AuditSearch {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Local days, YYYY-MM-DD, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}

/** Actions that the catalogue names, as suggestions; any other can be typed. */
function useKnownActions(): string[] {
  const { team } = useCurrentTeam();
  const roles = useRoles(team.id);
  return [...new Set((roles.data ?? []).flatMap((role) => role.grants.map((grant) => grant.action)))].sort();
}

export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const { team } = useCurrentTeam();
  const actions = useKnownActions();
  const change = (part: AuditSearch) => onSearch({ ...search, ...part });
  return (
    <Group gap="sm" align="flex-end" mb="md" role="search" aria-label="Audit">
      <div style={{ flex: '1 1 180px' }}>
        <MemberSelect
          team={team.id}
          label="Who"
          placeholder="Anybody"
          status={['active', 'suspended', 'removed']}
          value={search.actor ?? null}
          onChange={(actor) => change({ actor: actor ?? undefined })}
        />
      </div>
      <Autocomplete
        label="Action"
        placeholder="Any action"
        flex="1 1 180px"
        data={actions}
        limit={20}
        defaultValue={search.action ?? ''}
        onBlur={(event) => change({ action: event.currentTarget.value || undefined })}
        onOptionSubmit={(action) => change({ action })}
      />
      <TextInput
        type="date"
        label="From"
        flex="1 1 140px"
        maw={{ base: '100%', sm: 170 }}
        value={search.from ?? ''}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label="Until"
        flex="1 1 140px"
        maw={{ base: '100%', sm: 170 }}
        value={search.to ?? ''}
        onChange={(event) => change({ to: event.currentTarget.value || undefined })}
      />
    </Group>
  );
}
