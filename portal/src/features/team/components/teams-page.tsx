import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { TextLink } from '@/components/ui/text-link';
import { type Team, useTeams } from '@/features/team/api/teams';
import { formatDate } from '@/lib/dates';

/** The own teams; says so when there is none, and offers to create one. */
export function TeamsPage() {
  const navigate = useNavigate();
  const teams = useTeams();
  const create = <Button onClick={() => void navigate({ to: '/teams/new' })}>Create team</Button>;
  const items = teams.data?.items ?? [];
  return (
    <Page title="Your teams" width="reading" actions={items.length > 0 ? create : undefined}>
      {teams.isPending && <ListSkeleton rows={2} label="Loading your teams" />}
      {teams.isError && <Failure error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.data && items.length === 0 && (
        <Paper withBorder radius="lg">
          <EmptyState title="You are in no team yet" action={<Group mt="sm">{create}</Group>}>
            Create one for your clinic, or open the link of an invitation that was mailed to you.
          </EmptyState>
        </Paper>
      )}
      {items.length > 0 && (
        <Stack component="ul" gap="sm" className="reset-list">
          {items.map((team) => (
            <TeamItem key={team.id} team={team} />
          ))}
        </Stack>
      )}
    </Page>
  );
}

function TeamItem({ team }: { team: Team }) {
  const deleted = team.status === 'deleted';
  return (
    <Paper component="li" withBorder radius="lg" p="md">
      <Group justify="space-between">
        <div>
          <Text fw={550}>{team.name}</Text>
          {deleted && team.restore_until && (
            <Text size="sm" c="dimmed">
              Deleted; can be restored until {formatDate(team.restore_until)}
            </Text>
          )}
        </div>
        <TextLink
          to="/teams/$team/members"
          params={{ team: team.id }}
          aria-label={`${deleted ? 'Restore' : 'Open'} ${team.name}`}
        >
          {deleted ? 'Restore' : 'Open'}
        </TextLink>
      </Group>
    </Paper>
  );
}
