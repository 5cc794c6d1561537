import { Skeleton, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Member, useMember } from '@/features/team/api/members';
import { useChangeRoles, useRoleNames, useRolePreview, useUndoRoles } from '@/features/team/api/roles';
import { useKeptChoice } from '@/features/team/components/kept-choice';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { OutOfReach } from '@/features/team/components/out-of-reach';
import { OvertakenChoice } from '@/features/team/components/overtaken-choice';
import { RolePicker } from '@/features/team/components/role-picker';
import { RolePreview } from '@/features/team/components/role-preview';
import type { Versioned } from '@/lib/api-client';
import { listed } from '@/lib/plural';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

/** Under which what is chosen here is kept. */
export const chosenRoles = 'roles';

/** Opened from the role label: choose, see what changes, save. Works on the member as it is now. */
export function RoleDialog({ member, onClose }: MemberDialogProps) {
  const { team } = useCurrentTeam();
  const fresh = useMember(team.id, member.id);
  // A refresh that fails leaves the form alone, unless the member is out of reach.
  if (fresh.isError && (!fresh.data || hasStatus(fresh.error, 401, 403, 404, 410)))
    return <OutOfReach error={fresh.error} onRetry={() => void fresh.refetch()} />;
  if (!fresh.data) return <Skeleton h={280} role="status" aria-label="Loading the roles" />;
  return <RoleForm fresh={fresh.data} reload={() => fresh.refetch()} onClose={onClose} />;
}

function sameRoles(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}

interface RoleFormProps {
  readonly fresh: Versioned<Member>;
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

function RoleForm({ fresh: { value: member, etag }, reload, onClose }: RoleFormProps) {
  const { team } = useCurrentTeam();
  const names = useRoleNames(team.id);
  const choice = useKeptChoice({
    member,
    key: chosenRoles,
    title: `Roles of ${memberName(member)}`,
    saved: member.roles,
    isSame: sameRoles,
    words: (chosen) => listed(names(chosen)),
  });
  const roles = choice.value;
  const [asked] = useDebouncedValue(roles, 200);
  const isChanged = (chosen: readonly string[]) => chosen.length > 0 && !sameRoles(chosen, member.roles);
  const preview = useRolePreview(team.id, member.id, isChanged(asked) ? { roles: asked, etag } : null);
  const change = useChangeRoles(team.id, member.id);
  const undo = useUndoRoles(team.id, member.id);
  const save = () =>
    change.mutate(
      { roles, etag },
      {
        onSuccess: (saved) => {
          const back = { roles: [...member.roles], etag: saved.etag };
          toast(`The roles of ${memberName(member)} are saved. They hold from the next click on.`, () =>
            undo.mutate(back),
          );
          onClose();
        },
      },
    );
  const failure = change.error ?? preview.error;
  const loadAgain = async () => {
    await reload();
    change.reset();
  };
  return (
    <DialogForm
      onSubmit={save}
      onCancel={onClose}
      submit="Save"
      busy={change.isPending}
      disabled={!isChanged(roles) || choice.isOvertaken}
    >
      <RolePicker
        team={team.id}
        value={roles}
        onChange={(chosen) => {
          change.reset();
          choice.set(chosen);
        }}
        error={roles.length === 0 ? 'A member holds at least one role.' : null}
      />
      <OvertakenChoice choice={choice} theirs={listed(names(member.roles))} mine={listed(names(roles))} />
      <Stack gap="sm" aria-live="polite">
        {isChanged(asked) && !failure && <RolePreview team={team.id} preview={preview.data} />}
        {isChanged(roles) && (
          <Failure
            error={failure}
            {...(hasStatus(failure, 412) ? { onRetry: () => void loadAgain() } : {})}
          />
        )}
      </Stack>
    </DialogForm>
  );
}
