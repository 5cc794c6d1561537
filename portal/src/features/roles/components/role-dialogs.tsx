import { Dialog } from '@/components/ui/dialog';
import type { GrantSentence } from '@/features/roles/api/custom-roles';
import { DeleteRole } from '@/features/roles/components/delete-role';
import { CreateRole, EditRole } from '@/features/roles/components/role-editors';
import type { Role } from '@/features/team/api/roles';

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
