import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/failure';
import { Section } from '@/components/ui/section';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRenameTeam, useTeam } from '@/features/team/api/teams';
import { isAllowed } from '@/lib/allowed';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

export function TeamNameSection() {
  const { team, etag } = useCurrentTeam();
  return <TeamNameForm key={team.name} name={team.name} etag={etag} />;
}

function TeamNameForm({ name, etag }: { name: string; etag: string }) {
  const { team } = useCurrentTeam();
  const loaded = useTeam(team.id);
  const rename = useRenameTeam(team.id);
  const form = useForm({ initialValues: { name } });
  const canRename = isAllowed(team, 'team.update');
  const submit = form.onSubmit((values) =>
    rename.mutate(
      { ...values, etag },
      { onSuccess: () => toast('The name is saved.'), onError: (error) => showFieldErrors(form, error) },
    ),
  );
  const reload = hasStatus(rename.error, 412)
    ? { onRetry: () => void loaded.refetch().then(rename.reset) }
    : {};
  return (
    <Section title="Name">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Group align="flex-end" gap="sm">
            <TextInput
              aria-label="Name of the team"
              flex="1 1 220px"
              maxLength={100}
              readOnly={!canRename}
              {...form.getInputProps('name')}
            />
            {canRename && (
              <Button type="submit" variant="default" loading={rename.isPending} disabled={!form.isDirty()}>
                Save name
              </Button>
            )}
          </Group>
          <Failure error={rename.error} fields={['name']} {...reload} />
        </Stack>
      </form>
    </Section>
  );
}
