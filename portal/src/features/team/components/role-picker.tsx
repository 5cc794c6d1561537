import { Checkbox, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '@/components/ui/failure';
import { OptionGroup } from '@/components/ui/option-group';
import { type Role, useRoles } from '@/features/team/api/roles';
import { PermissionList } from '@/features/team/components/permission-list';
import classes from '@/features/team/components/role-picker.module.css';

export const families: readonly { id: Role['family']; title: string }[] = [
  { id: 'admin', title: 'Admin roles' },
  { id: 'clinician', title: 'Clinician roles' },
];

interface RolePickerProps {
  readonly team: string;
  readonly value: readonly string[];
  readonly onChange: (roles: string[]) => void;
  readonly error?: ReactNode;
}

/** Roles to tick, in two families, each with the sentences of what it lets a member do. */
export function RolePicker({ team, value, onChange, error }: RolePickerProps) {
  const roles = useRoles(team);
  if (roles.isError) return <Failure error={roles.error} onRetry={() => void roles.refetch()} />;
  if (!roles.data) return <Skeleton h={180} role="status" aria-label="Loading the roles" />;
  const toggle = (role: string) =>
    onChange(value.includes(role) ? value.filter((held) => held !== role) : [...value, role]);
  return (
    <Stack gap="md">
      {families.map((family) => (
        <Family
          key={family.id}
          title={family.title}
          roles={roles.data.filter((role) => role.family === family.id)}
          value={value}
          onToggle={toggle}
        />
      ))}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

interface FamilyProps {
  readonly title: string;
  readonly roles: readonly Role[];
  readonly value: readonly string[];
  readonly onToggle: (role: string) => void;
}

function Family({ title, roles, value, onToggle }: FamilyProps) {
  return (
    <OptionGroup title={title}>
      {roles.map((role) => (
        <RoleOption
          key={role.id}
          role={role}
          checked={value.includes(role.id)}
          onToggle={() => onToggle(role.id)}
        />
      ))}
    </OptionGroup>
  );
}

function RoleOption({ role, checked, onToggle }: { role: Role; checked: boolean; onToggle: () => void }) {
  return (
    <div className={classes['option']} data-checked={checked || undefined}>
      <Checkbox checked={checked} onChange={onToggle} label={role.name} description={role.description} />
      <PermissionList role={role} />
    </div>
  );
}
