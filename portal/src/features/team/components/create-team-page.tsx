import { Button, Group, Paper, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { Failure } from '@/components/ui/failure';
import { Page } from '@/components/ui/page';
import { useCreateTeam } from '@/features/team/api/teams';
import { showFieldErrors } from '@/lib/form-errors';
import { useIdempotencyKey } from '@/lib/idempotency';
import { toast } from '@/lib/toast';

export function CreateTeamPage() {
  const navigate = useNavigate();
  const create = useCreateTeam();
  const key = useIdempotencyKey();
  const form = useForm({ initialValues: { name: '' } });
  const submit = form.onSubmit(({ name }) =>
    create.mutate(
      { name, headers: key.keyFor(name) },
      {
        onSuccess: (team) => {
          toast(`${team.name} is created. Add the first members next.`);
          void navigate({ to: '/teams/$team/members', params: { team: team.id } });
        },
        onError: (error) => showFieldErrors(form, error),
      },
    ),
  );
  return (
    <Page
      title="Create team"
      width="reading"
      intro="You become its Account Owner, with the roles Administrator and Clinician."
    >
      <Paper withBorder radius="lg" p="lg">
        <form onSubmit={submit} noValidate>
          <Stack>
            <TextInput
              label="Name of the team"
              description="For example the name of your clinic. It stands in the invitations."
              required
              maxLength={100}
              {...form.getInputProps('name')}
            />
            <Failure error={create.error} fields={['name']} />
            <Group justify="flex-end">
              <Button type="submit" loading={create.isPending}>
                Create team
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
}
