import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useMember } from '@/features/team/api/members';
import { memberName } from '@/features/team/components/member-name';
import { MemberSelect } from '@/features/team/components/member-select';

interface AudienceMembersProps {
  readonly value: readonly string[];
  readonly onChange: (members: string[]) => void;
  readonly error?: ReactNode;
}

/** Members named one by one, beside the roles. */
export function AudienceMembers({ value, onChange, error }: AudienceMembersProps) {
  const { team } = useCurrentTeam();
  return (
    <Stack gap={6}>
      <MemberSelect
        key={value.length}
        team={team.id}
        label="Members by name"
        placeholder="Add a member"
        value={null}
        onChange={(member) => member && !value.includes(member) && onChange([...value, member])}
        error={error}
      />
      <Stack component="ul" gap={4} className="reset-list">
        {value.map((member) => (
          <NamedMember
            key={member}
            member={member}
            onRemove={() => onChange(value.filter((id) => id !== member))}
          />
        ))}
      </Stack>
    </Stack>
  );
}

function NamedMember({ member, onRemove }: { member: string; onRemove: () => void }) {
  const { team } = useCurrentTeam();
  const loaded = useMember(team.id, member);
  const name = loaded.data ? memberName(loaded.data.value) : member;
  return (
    <Group component="li" gap="xs">
      <Text size="sm">{name}</Text>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Take ${name} out`} onClick={onRemove}>
        ×
      </ActionIcon>
    </Group>
  );
}
