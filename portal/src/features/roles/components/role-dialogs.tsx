import { Skeleton } from '@mantine/core';
import { Dialog } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import {
  type GrantSentence,
  useCustomRole,
  useDefineRole,
  useUpdateRole,
} from '@/features/roles/api/custom-roles';
import { DeleteRole } from '@/features/roles/components/delete-role';
import { RoleForm } from '@/features/roles/components/role-form';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Role } from '@/features/team/api/roles';
import { useIdempotencyKey } from '@/lib/idempotency';
import { toast } from '@/lib/toast';

export type OpenRoleDialog = { readonly name: 'create' } | { readonly name: 'edit' | 'delete'; role: Role };

interface RoleDialogsProps {
  readonly opened: OpenRoleDialog | null;
  readonly choices: readonly GrantSentence[];
  readonly onClose: () => void;
}

/** The dialog about a custom role that is open, if one is. */
export function RoleDialogs({ opened, choices, onClose }: RoleDialogsProps) {
  if (!opened) return null;
  if (opened.name === 'create') {
    return (
      <Dialog title="Create role" opened onClose={onClose} size="lg">
        <CreateRole choices={choices} onClose={onClose} />
      </Dialog>
    );
  }
  const { name, role } = opened;
  return (
    <Dialog
      title={name === 'edit' ? `Edit ${role.name}` : `Delete ${role.name}`}
      opened
      onClose={onClose}
      size={name === 'edit' ? 'lg' : 'md'}
    >
      {name === 'edit' ? (
        <EditRole role={role.id} choices={choices} onClose={onClose} />
      ) : (
        <DeleteRole role={role} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface EditorProps {
  readonly choices: readonly GrantSentence[];
  readonly onClose: () => void;
}

function CreateRole({ choices, onClose }: EditorProps) {
  const { team } = useCurrentTeam();
  const define = useDefineRole(team.id);
  const key = useIdempotencyKey();
  return (
    <RoleForm
      initial={{ name: '', family: 'clinician', grants: [] }}
      choices={choices}
      busy={define.isPending}
      error={define.error}
      onCancel={onClose}
      onSave={(body, onError) => {
        const onSuccess = () => {
          toast(`The role ${body.name} is created.`);
          onClose();
        };
        define.mutate({ body, headers: key.keyFor(body) }, { onSuccess, onError });
      }}
    />
  );
}

function EditRole({ role, choices, onClose }: EditorProps & { readonly role: string }) {
  const { team } = useCurrentTeam();
  const fresh = useCustomRole(team.id, role);
  const update = useUpdateRole(team.id, role);
  if (fresh.isError) return <Failure error={fresh.error} onRetry={() => void fresh.refetch()} />;
  if (!fresh.data) return <Skeleton h={280} role="status" aria-label="Loading the role" />;
  const { value, etag } = fresh.data;
  return (
    <RoleForm
      key={etag}
      initial={{ name: value.name, family: value.family, grants: value.grants }}
      choices={choices}
      busy={update.isPending}
      error={update.error}
      onCancel={onClose}
      reload={() => {
        update.reset();
        void fresh.refetch();
      }}
      onSave={(body, onError) => {
        const onSuccess = () => {
          toast(`The role ${body.name} is saved. It holds from the next click on.`);
          onClose();
        };
        update.mutate({ body, etag }, { onSuccess, onError });
      }}
    />
  );
}
