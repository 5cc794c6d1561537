import { Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@/components/ui/icons';
import type { SessionStatus } from '@/features/sessions/api/session-types';
import { statusOptions } from '@/features/sessions/components/session-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { MemberSelect } from '@/features/team/components/member-select';

/** Whose sessions and in which state, as the address says. */
export interface SessionsSearch {
  /** Absent: the own ones; `all`; `colleague` before one is chosen; or a member. */
  readonly clinician?: string | undefined;
  readonly status?: SessionStatus | undefined;
}

interface SessionsToolbarProps {
  readonly search: SessionsSearch;
  readonly onSearch: (search: SessionsSearch) => void;
  readonly words: string;
  readonly onWords: (words: string) => void;
}

function scopeOf(clinician: string | undefined): string {
  if (clinician === undefined || clinician === 'all') return clinician ?? 'me';
  return 'colleague';
}

export function SessionsToolbar({ search, onSearch, words, onWords }: SessionsToolbarProps) {
  const { team } = useCurrentTeam();
  const scope = scopeOf(search.clinician);
  return (
    <Stack gap="sm" mb="md" role="search" aria-label="Sessions">
      <Group gap="sm">
        <SegmentedControl
          aria-label="Whose sessions"
          data={[
            { value: 'me', label: 'My sessions' },
            { value: 'colleague', label: 'A colleague' },
            { value: 'all', label: 'All' },
          ]}
          value={scope}
          onChange={(value) => onSearch({ ...search, clinician: value === 'me' ? undefined : value })}
        />
        {scope === 'colleague' && (
          <div style={{ flex: '1 1 200px', maxWidth: 300 }}>
            <MemberSelect
              team={team.id}
              label=""
              name="Colleague"
              placeholder="Choose a colleague"
              except={team.my_member.id}
              status={['active', 'suspended']}
              value={search.clinician === 'colleague' ? null : (search.clinician ?? null)}
              onChange={(member) => onSearch({ ...search, clinician: member ?? 'colleague' })}
            />
          </div>
        )}
      </Group>
      <Group gap="sm" align="flex-start">
        <TextInput
          aria-label="Search sessions"
          placeholder="Search by patient"
          description="Three letters or more of a name, or the whole identifier or date of birth"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="search"
          leftSection={<IconSearch size={16} />}
          flex="1 1 220px"
          value={words}
          onChange={(event) => onWords(event.currentTarget.value)}
        />
        <Select
          aria-label="Filter by status"
          placeholder="Any status"
          clearable
          flex="1 1 130px"
          maw={{ base: '100%', sm: 190 }}
          data={statusOptions}
          value={search.status ?? null}
          onChange={(status) =>
            onSearch({ ...search, status: (status as SessionStatus | null) ?? undefined })
          }
        />
      </Group>
    </Stack>
  );
}
