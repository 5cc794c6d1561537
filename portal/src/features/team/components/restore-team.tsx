import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Failure } from '@/components/ui/failure';
import { Page } from '@/components/ui/page';
import { type Team, teamKey, useRestoreTeam, useTeams } from '@/features/team/api/teams';
import { formatDate } from '@/lib/dates';
import { toast } from '@/lib/toast';

/** A deleted team, as its owner sees it while there is a way back. */
export function RestoreTeam({ team }: { team: string }) {
  const teams = useTeams();
  const deleted = teams.data?.items.find((item) => item.id === team && item.status === 'deleted');
  if (deleted) return <WayBack team={deleted} />;
  return (
    <Page title="This team is deleted" width="reading">
      {teams.isError ? (
        <Failure error={teams.error} onRetry={() => void teams.refetch()} />
      ) : (
        <Skeleton h={80} role="status" aria-label="Loading the way back" />
      )}
    </Page>
  );
}

function WayBack({ team }: { team: Team }) {
  const client = useQueryClient();
  const restore = useRestoreTeam(team.id);
  const back = () => {
    toast(`${team.name} is restored.`);
    void client.resetQueries({ queryKey: teamKey(team.id) });
  };
  return (
    <Page title={`${team.name} is deleted`} width="reading">
      <Stack align="flex-start">
        <Text>
          Nobody can open this team, and its seats have stopped.
          {team.restore_until &&
            ` You can restore it with everything in it until ${formatDate(team.restore_until)}; then it is erased.`}
        </Text>
        <Failure error={restore.error} />
        <Button loading={restore.isPending} onClick={() => restore.mutate(undefined, { onSuccess: back })}>
          Restore {team.name}
        </Button>
      </Stack>
    </Page>
  );
}
