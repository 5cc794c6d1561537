import { Autocomplete, Group, TextInput } from '@mantine/core';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoles } from '@/features/team/api/roles';
import { MemberSelect } from '@/features/team/components/member-select';
import { isDate, lastDay } from '@/lib/dates';

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
      <DayFilter label="From" day={search.from} onChange={(from) => change({ from })} />
      <DayFilter label="Until" day={search.to} onChange={(to) => change({ to })} />
    </Group>
  );
}

interface DayFilterProps {
  readonly label: string;
  readonly day: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function DayFilter({ label, day, onChange }: DayFilterProps) {
  return (
    <TextInput
      type="date"
      label={label}
      flex="1 1 140px"
      maw={{ base: '100%', sm: 170 }}
      max={lastDay}
      value={day ?? ''}
      error={day !== undefined && !isDate(day) && 'There is no such day.'}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
