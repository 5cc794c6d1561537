import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { CurrentTeamContext } from '@/features/team/api/current-team';
import { useTeam } from '@/features/team/api/teams';
import { OwnershipOffer } from '@/features/team/components/ownership-offer';
import { RestoreTeam } from '@/features/team/components/restore-team';
import { hasCode, hasStatus } from '@/lib/problem';

/** What is around every page of a team: loads it, and says so when it cannot be shown. */
export function TeamLayout({ team, children }: { team: string; children: ReactNode }) {
  const loaded = useTeam(team);
  const ended = hasStatus(loaded.error, 403, 404, 410);
  if (loaded.data && !ended) {
    const current = { team: loaded.data.value, etag: loaded.data.etag };
    return (
      <CurrentTeamContext value={current}>
        <OwnershipOffer />
        {children}
      </CurrentTeamContext>
    );
  }
  if (hasCode(loaded.error, 'team_deleted')) return <RestoreTeam team={team} />;
  if (loaded.isError) {
    return (
      <Page title="Team" width="reading">
        <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />
      </Page>
    );
  }
  return (
    <Stack maw="var(--rc-page-width)" mx="auto" gap="xl">
      <Skeleton h={32} w={240} />
      <ListSkeleton label="Loading the team" />
    </Stack>
  );
}
