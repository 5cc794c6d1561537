import { Skeleton } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { StaleChoice } from '@/components/ui/stale-choice';
import { useKeptEdit } from '@/features/drafts/components/kept-edit';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import type { TypedForm } from '@/features/drafts/components/typed-form';
import {
  type GrantSentence,
  type RoleDraft,
  useCustomRole,
  useDefineRole,
  useUpdateRole,
} from '@/features/roles/api/custom-roles';
import { RoleForm, showRoleErrors } from '@/features/roles/components/role-form';
import {
  draftOf,
  roleRules,
  type RoleValues,
  valuesOf,
  withOwn,
  wordsOf,
  wordsTyped,
} from '@/features/roles/components/role-values';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Role } from '@/features/team/api/roles';
import type { Versioned } from '@/lib/api-client';
import { hasCode, hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

/** Under which what is typed here is kept. */
export const newRole = 'new';
export const editedRole = 'edit';

/** Of a change: what is typed, and the version that it is based on. */
export type EditedRole = Typed<RoleValues, Versioned<Role>>;

interface EditorProps {
  readonly choices: readonly GrantSentence[];
  readonly onClose: () => void;
}

/** What failed and is not said beside a field. */
function RoleFailure({ error }: { error: unknown }) {
  if (hasCode(error, 'role_name_taken')) return null;
  return <Failure error={error} fields={['name', 'grants']} />;
}

export function CreateRole({ choices, onClose }: EditorProps) {
  const { team } = useCurrentTeam();
  const define = useDefineRole(team.id);
  const draft = useTypedForm<Typed<RoleValues, null>>('roles', newRole, 'Create role', wordsTyped(choices));
  const form = useKeptForm<RoleValues, null>(draft, null, {
    initialValues: { name: '', family: 'clinician', grants: [] },
    validate: roleRules,
  });
  const save = (body: RoleDraft) =>
    void draft.key.send(body, (headers) =>
      define.mutateAsync(
        { body, headers },
        {
          onSuccess: () => {
            toast(`The role ${body.name} is created.`);
            onClose();
          },
          onError: (error) => showRoleErrors(form, error),
        },
      ),
    );
  return (
    <RoleForm form={form} choices={choices} busy={define.isPending} onSave={save} onCancel={onClose}>
      <LastAttempt of={draft.key} check="the list of roles" />
      <RoleFailure error={define.error} />
    </RoleForm>
  );
}

export function EditRole({ role, choices, onClose }: EditorProps & { readonly role: string }) {
  const { team } = useCurrentTeam();
  const fresh = useCustomRole(team.id, role);
  const draft = useTypedForm<EditedRole>('roles', editedRole, 'Edit role', wordsTyped(choices));
  const loaded = draft.content()?.about ?? fresh.data;
  if (!loaded && fresh.isError) return <Failure error={fresh.error} onRetry={() => void fresh.refetch()} />;
  if (!loaded) return <Skeleton h={280} role="status" aria-label="Loading the role" />;
  return <EditForm draft={draft} loaded={loaded} fresh={fresh} choices={choices} onClose={onClose} />;
}

interface EditFormProps extends EditorProps {
  readonly draft: TypedForm<EditedRole>;
  readonly loaded: Versioned<Role>;
  readonly fresh: ReturnType<typeof useCustomRole>;
}

function EditForm({ draft, loaded, fresh, choices, onClose }: EditFormProps) {
  const { team } = useCurrentTeam();
  const { form, base, theirs, showTheirs, baseOn } = useKeptEdit({
    draft,
    loaded,
    refetch: fresh.refetch,
    valuesOf,
    validate: roleRules,
  });
  const update = useUpdateRole(team.id, base.value.id);
  const all = withOwn(choices, [...base.value.grants, ...(theirs?.value.grants ?? [])]);
  const isStale = hasStatus(update.error, 412);
  const take = (taken: Versioned<Role>) => {
    baseOn(taken);
    update.reset();
  };
  const save = (body: RoleDraft, etag: string) =>
    update.mutate(
      { body, etag },
      {
        onSuccess: () => {
          toast(`The role ${body.name} is saved. It holds from the next click on.`);
          onClose();
        },
        onError: (error) => (hasStatus(error, 412) ? void showTheirs() : showRoleErrors(form, error)),
      },
    );
  return (
    <RoleForm
      form={form}
      choices={all}
      busy={update.isPending}
      disabled={isStale}
      onSave={(body) => save(body, base.etag)}
      onCancel={onClose}
    >
      {isStale ? (
        <StaleChoice
          theirs={theirs ? wordsOf(valuesOf(theirs.value), all) : undefined}
          mine={wordsOf(form.values, all)}
          error={theirs ? null : fresh.error}
          onReload={() => void showTheirs()}
          onKeepMine={() => {
            if (!theirs) return;
            take(theirs);
            save(draftOf(form.values, all), theirs.etag);
          }}
          onTakeTheirs={() => {
            if (!theirs) return;
            take(theirs);
            form.setValues(valuesOf(theirs.value));
          }}
        />
      ) : (
        <RoleFailure error={update.error} />
      )}
    </RoleForm>
  );
}
