import { Alert, Text } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconLock } from '@/components/ui/icons';
import { TextLink } from '@/components/ui/text-link';
import { useDeleteRole } from '@/features/roles/api/custom-roles';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Role } from '@/features/team/api/roles';
import { count } from '@/lib/plural';
import { hasCode } from '@/lib/problem';
import { toast } from '@/lib/toast';

/** Deletes a role that nobody holds and no setting names; else says who does, or leads to the setting. */
export function DeleteRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const remove = useDeleteRole(team.id, role.id);
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast(`The role ${role.name} is deleted.`);
        onClose();
      },
    });
  const inUse = hasCode(remove.error, 'role_in_use');
  return (
    <DialogForm
      onSubmit={confirm}
      onCancel={onClose}
      submit="Delete role"
      busy={remove.isPending}
      tone="danger"
    >
      <Text size="sm">The role cannot be given any more. The audit keeps its name and what it allowed.</Text>
      {inUse ? <Holders role={role} error={remove.error} /> : <Failure error={remove.error} />}
      {hasCode(remove.error, 'role_in_audience') && (
        <TextLink to="/teams/$team/settings" params={{ team: team.id }} size="sm">
          Open the settings
        </TextLink>
      )}
    </DialogForm>
  );
}

const mostNames = 10;

function Holders({ role, error }: { role: Role; error: unknown }) {
  const { team } = useCurrentTeam();
  const holders = hasCode(error, 'role_in_use') ? (error.problem.holders ?? []) : [];
  const left = holders.length - mostNames;
  return (
    <Alert
      role="alert"
      color="amber"
      variant="light"
      icon={<IconLock />}
      title={`${count(holders.length, 'member holds', 'members hold')} this role`}
    >
      <Text size="sm">Take it from them first:</Text>
      <ul>
        {holders.slice(0, mostNames).map(({ id, name }) => (
          <li key={id}>{name ?? 'An invited member'}</li>
        ))}
        {left > 0 && <li>and {count(left, 'more', 'more')}</li>}
      </ul>
      <TextLink to="/teams/$team/members" params={{ team: team.id }} search={{ role: role.id }} size="sm">
        Show them in the team
      </TextLink>
    </Alert>
  );
}
