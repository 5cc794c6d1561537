import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useMember } from '@/features/team/api/members';
import { memberName } from '@/features/team/components/member-name';
import { MemberSelect } from '@/features/team/components/member-select';

interface AudienceMembersProps {
  readonly value: readonly string[];
  readonly onChange: (members: string[]) => void;
  readonly errors: SettingsDraft['errors'];
}

/** Members named one by one, beside the roles. */
export function AudienceMembers({ value, onChange, errors }: AudienceMembersProps) {
  const { team } = useCurrentTeam();
  const errorOf = (member: string) => errors[`session_view.audience_members.${member}`];
  return (
    <Stack gap={6}>
      <MemberSelect
        key={value.length}
        team={team.id}
        label="Members by name"
        placeholder="Add a member"
        value={null}
        onChange={(member) => member && !value.includes(member) && onChange([...value, member])}
        error={errors['session_view.audience_members'] ?? value.some(errorOf)}
      />
      <Stack component="ul" gap={4} className="reset-list">
        {value.map((member) => (
          <NamedMember
            key={member}
            member={member}
            error={errorOf(member)}
            onRemove={() => onChange(value.filter((id) => id !== member))}
          />
        ))}
      </Stack>
    </Stack>
  );
}

interface NamedMemberProps {
  readonly member: string;
  readonly error: string | undefined;
  readonly onRemove: () => void;
}

function NamedMember({ member, error, onRemove }: NamedMemberProps) {
  const { team } = useCurrentTeam();
  const loaded = useMember(team.id, member);
  const name = loaded.data ? memberName(loaded.data.value) : member;
  return (
    <Group component="li" gap="xs">
      <Text size="sm">{name}</Text>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Take ${name} out`} onClick={onRemove}>
        ×
      </ActionIcon>
      {error && (
        <Text size="sm" c="red">
          {error}
        </Text>
      )}
    </Group>
  );
}
