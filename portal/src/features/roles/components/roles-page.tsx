import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import { LockableButton } from '@/components/ui/why-tooltip';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { KeptTexts } from '@/features/drafts/components/kept-text';
import type { TypedForm } from '@/features/drafts/components/typed-form';
import { useDefinition } from '@/features/roles/api/custom-roles';
import { type OpenRoleDialog, RoleDialogs } from '@/features/roles/components/role-dialogs';
import { type EditedRole, editedRole, newRole } from '@/features/roles/components/role-editors';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Role, useRoles } from '@/features/team/api/roles';
import { PermissionList } from '@/features/team/components/permission-list';
import { RemedyPage } from '@/features/team/components/remedy-page';
import { families } from '@/features/team/components/role-picker';
import { isAllowed } from '@/lib/allowed';
import type { Why } from '@/lib/problem';
import classes from '@/features/roles/components/roles-page.module.css';

/** The dialog in which something was typed before the page was left. */
function keptDialog(drafts: PageDrafts): OpenRoleDialog | null {
  const edited = drafts.find<TypedForm<EditedRole>>(editedRole)?.content();
  if (edited) return { name: 'edit', role: edited.about.value };
  return drafts.find(newRole)?.unsaved() ? { name: 'create' } : null;
}

/** Every role with what it allows; custom ones are made, changed and deleted here. */
export function RolesPage() {
  const { team } = useCurrentTeam();
  const roles = useRoles(team.id);
  const definition = useDefinition(team.id).data;
  const drafts = useOpenPage('roles');
  const [opened, setOpened] = useState<OpenRoleDialog | null>(() => keptDialog(drafts));
  const close = () => {
    [newRole, editedRole].forEach((key) => drafts.forget(key));
    setOpened(null);
  };
  return (
    <Page
      title="Roles"
      intro="What each role allows. A member may hold several; then everything that one of them allows is allowed."
      width="reading"
      actions={
        definition && (
          <LockableButton
            locked={definition.locked}
            leftSection={<IconPlus size={16} />}
            onClick={() => setOpened({ name: 'create' })}
          >
            Create role
          </LockableButton>
        )
      }
    >
      {roles.isPending && <ListSkeleton rows={4} label="Loading the roles" />}
      {roles.isError && !roles.data && <Failure error={roles.error} onRetry={() => void roles.refetch()} />}
      {roles.data && definition && (
        <Stack gap="lg">
          {families.map(({ id, title }) => (
            <Section key={id} title={title}>
              <RoleList roles={roles.data.filter((role) => role.built_in && role.family === id)} />
            </Section>
          ))}
          <Section
            title="Custom roles"
            intro="Roles of this team alone, with the permissions that you choose."
          >
            <CustomRoles
              roles={roles.data.filter((role) => !role.built_in)}
              locked={definition.locked}
              onOpen={setOpened}
            />
          </Section>
        </Stack>
      )}
      {!roles.isPending && !definition && <KeptTexts drafts={drafts} />}
      {definition && <RoleDialogs opened={opened} choices={definition.grants} onClose={close} />}
    </Page>
  );
}

interface CustomRolesProps {
  readonly roles: readonly Role[];
  readonly locked: Why | null;
  readonly onOpen: (dialog: OpenRoleDialog) => void;
}

function CustomRoles({ roles, locked, onOpen }: CustomRolesProps) {
  return (
    <Stack gap="md">
      {locked && (
        <div>
          <LockedReason why={locked} />
          <RemedyPage action={locked.remedy?.action} />
        </div>
      )}
      {roles.length === 0 && !locked && (
        <Text size="sm" c="dimmed">
          There is none yet. Create one when the built-in roles allow too much or too little.
        </Text>
      )}
      <RoleList roles={roles} onOpen={onOpen} />
    </Stack>
  );
}

function RoleList({ roles, onOpen }: { roles: readonly Role[]; onOpen?: CustomRolesProps['onOpen'] }) {
  if (roles.length === 0) return null;
  return (
    <ul className="reset-list">
      {roles.map((role) => (
        <li key={role.id} className={classes['role']}>
          <Group justify="space-between" align="flex-start" gap="xs">
            <Text fw={550}>{role.name}</Text>
            {onOpen && isAllowed(role, 'role.define') && <RoleActions role={role} onOpen={onOpen} />}
          </Group>
          {role.built_in ? (
            <Text size="sm" c="dimmed">
              {role.description}
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              {families.find(({ id }) => id === role.family)?.title}
            </Text>
          )}
          <PermissionList role={role} />
        </li>
      ))}
    </ul>
  );
}

function RoleActions({ role, onOpen }: { role: Role; onOpen: CustomRolesProps['onOpen'] }) {
  return (
    <Group gap={4}>
      <Button variant="subtle" size="compact-sm" onClick={() => onOpen({ name: 'edit', role })}>
        Edit<VisuallyHidden> {role.name}</VisuallyHidden>
      </Button>
      <Button variant="subtle" color="red" size="compact-sm" onClick={() => onOpen({ name: 'delete', role })}>
        Delete<VisuallyHidden> {role.name}</VisuallyHidden>
      </Button>
    </Group>
  );
}
