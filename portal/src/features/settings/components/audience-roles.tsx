import { Checkbox, Group } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Role, useRolesWith } from '@/features/team/api/roles';

interface AudienceRolesProps {
  readonly draft: SettingsDraft;
  readonly description?: string;
  /** Only these are offered; all when left out. */
  readonly only?: readonly string[];
}

interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What is ticked and not listed was made or deleted meanwhile; it stays until somebody takes it out. */
function choicesOf(roles: readonly Role[], ticked: readonly string[]): readonly Choice[] {
  const unlisted = ticked.filter((id) => !roles.some((role) => role.id === id));
  return [...roles, ...unlisted.map((id) => ({ id, name: `Unknown role ${id}` }))];
}

/** A ticked role that the server knows no more. */
function mark(errors: SettingsDraft['errors'], id: string) {
  if (errors[`session_view.audience_roles.${id}`] === undefined) return {};
  return { error: 'Not a role of this team any more. Untick it.', 'aria-invalid': true };
}

export function AudienceRoles({ draft, description, only }: AudienceRolesProps) {
  const { team } = useCurrentTeam();
  const ticked = draft.values['session_view.audience_roles'];
  const roles = useRolesWith(team.id, ticked);
  if (roles.isError && !roles.data)
    return <Failure error={roles.error} onRetry={() => void roles.refetch()} />;
  const choices = roles.data ? choicesOf(roles.data, ticked) : [];
  return (
    <Checkbox.Group
      label="Roles that may read"
      description={description}
      value={ticked}
      onChange={(ids) => draft.set('session_view.audience_roles', ids)}
      error={draft.errors['session_view.audience_roles']}
    >
      <Group gap="lg" mt={8}>
        {choices
          .filter(({ id }) => only?.includes(id) ?? true)
          .map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} {...mark(draft.errors, id)} />
          ))}
      </Group>
    </Checkbox.Group>
  );
}
