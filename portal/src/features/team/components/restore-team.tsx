import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Failure } from '@/components/ui/failure';
import { Page } from '@/components/ui/page';
import { teamKey, useRestoreTeam } from '@/features/team/api/teams';
import { formatDate } from '@/lib/dates';
import { toast } from '@/lib/toast';

interface RestoreTeamProps {
  readonly team: string;
  readonly name: string;
  readonly until: string | null;
}

/** A deleted team, as its owner sees it while there is a way back. */
export function RestoreTeam({ team, name, until }: RestoreTeamProps) {
  const client = useQueryClient();
  const restore = useRestoreTeam(team);
  const back = async () => {
    toast(`${name} is restored.`);
    await client.invalidateQueries({ queryKey: teamKey(team) });
  };
  return (
    <Page title={`${name} is deleted`} width="reading">
      <Stack align="flex-start">
        <Text>
          Nobody can open this team, and its seats have stopped.
          {until &&
            ` You can restore it with everything in it until ${formatDate(until)}; then it is erased.`}
        </Text>
        <Failure error={restore.error} />
        <Button loading={restore.isPending} onClick={() => restore.mutate(undefined, { onSuccess: back })}>
          Restore {name}
        </Button>
      </Stack>
    </Page>
  );
}
