import { Alert, Button, Checkbox, CopyButton, Group, Stack, TextInput } from '@mantine/core';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import { useCreateApiKey, useRolesForAKey } from '@/features/settings/api/api-keys';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoles } from '@/features/team/api/roles';
import { useNow } from '@/lib/clock';
import { endOfLocalDay, isDate, lastDay, localDay } from '@/lib/dates';
import { showFieldErrors } from '@/lib/form-errors';
import { hasCode } from '@/lib/problem';

const ninetyDays = 90 * 86_400_000;

export function CreateKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog title="Create API key" opened={opened} onClose={onClose}>
      <CreateKeyForm onClose={onClose} />
    </Dialog>
  );
}

/** Under which what is typed here is kept. */
export const newKey = 'new';

interface Values {
  name: string;
  roles: string[];
  /** The last day, YYYY-MM-DD. */
  expires_at: string;
}

function wordsOf({ values: { name, expires_at } }: Typed<Values, null>): string {
  return [name, expires_at].join('\n');
}

function CreateKeyForm({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const create = useCreateApiKey(team.id);
  const roles = useRoles(team.id);
  const rolesForAKey = useRolesForAKey(team.id);
  const now = useNow();
  const draft = useTypedForm('api-keys', newKey, 'Create API key', wordsOf);
  const form = useKeptForm<Values, null>(draft, null, {
    initialValues: { name: '', roles: [], expires_at: localDay(now + ninetyDays) },
    validate: { expires_at: (day) => (isDate(day) ? null : 'Choose the last day of the key.') },
  });
  if (create.data) return <NewKey value={create.data.key ?? ''} onClose={onClose} />;
  const submit = form.onSubmit(({ expires_at, ...values }) => {
    const body = { ...values, expires_at: endOfLocalDay(expires_at) };
    void draft.key.send(body, (headers) =>
      create.mutateAsync(
        { body, headers },
        {
          onSuccess: () => form.reset(),
          onError: (error) => {
            if (wasCreated(error)) draft.key.done();
            else showFieldErrors(form, error);
          },
        },
      ),
    );
  });
  const offered = (roles.data ?? []).filter((role) => rolesForAKey.includes(role.id));
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Create" busy={create.isPending}>
      <TextInput
        label="Name"
        description="What uses it, for example the practice software."
        maxLength={60}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group
        label="Roles"
        description="Some or all of your own"
        required
        {...form.getInputProps('roles')}
      >
        <Stack gap={8} mt={8}>
          {offered.map((role) => (
            <Checkbox key={role.id} value={role.id} label={role.name} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        type="date"
        label="Ends after"
        required
        maw={220}
        min={localDay(now)}
        max={lastDay}
        {...form.getInputProps('expires_at')}
      />
      <LastAttempt of={draft.key} check="the list of keys">
        Where a key was created, its secret is lost: revoke it there and create another.
      </LastAttempt>
      {wasCreated(create.error) ? (
        <LostKey />
      ) : (
        <Failure error={create.error} fields={['name', 'roles', 'expires_at']} />
      )}
    </DialogForm>
  );
}

/** Repeated after its answer was lost: a secret is given once only. */
function wasCreated(error: unknown): boolean {
  return hasCode(error, 'not_replayable');
}

function LostKey() {
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlert />} title="The key is lost">
      A key was created, but its secret was lost on the way. Revoke it in the list and create another.
    </Alert>
  );
}

function NewKey({ value, onClose }: { value: string; onClose: () => void }) {
  return (
    <Stack>
      <Alert color="amber" variant="light" title="Copy the key now">
        It is shown only this once. Keep it where you keep passwords.
      </Alert>
      <TextInput
        label="API key"
        value={value}
        readOnly
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Group justify="flex-end" gap="xs">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
