import { Box, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { TextLink } from '@/components/ui/text-link';
import { WritingTeamContext } from '@/features/drafts/components/drafts-provider';
import { CurrentTeamContext } from '@/features/team/api/current-team';
import { useTeam } from '@/features/team/api/teams';
import { OwnershipOffer } from '@/features/team/components/ownership-offer';
import { RestoreTeam } from '@/features/team/components/restore-team';
import { hasCode, hasStatus } from '@/lib/problem';

interface TeamLayoutProps {
  readonly team: string;
  /** What the reader can still take along when the team cannot be shown. */
  readonly kept: ReactNode;
  readonly children: ReactNode;
}

/** What is around every page of a team: loads it, and says so when it cannot be shown. */
export function TeamLayout({ team, kept, children }: TeamLayoutProps) {
  const loaded = useTeam(team);
  const ended = hasStatus(loaded.error, 403, 404, 410);
  if (loaded.data && !ended) {
    const current = { team: loaded.data.value, etag: loaded.data.etag };
    return (
      <CurrentTeamContext value={current}>
        <WritingTeamContext value={team}>
          <OwnershipOffer />
          {children}
        </WritingTeamContext>
      </CurrentTeamContext>
    );
  }
  if (hasCode(loaded.error, 'team_deleted')) {
    return (
      <>
        <RestoreTeam team={team} />
        <Box maw="var(--rc-reading-width)" mx="auto" mt="md">
          {kept}
        </Box>
      </>
    );
  }
  if (loaded.isError) {
    return (
      <Page title="Team" width="reading">
        <Stack>
          <Failure error={loaded.error} onRetry={() => void loaded.refetch()} />
          {kept}
          <TextLink to="/teams">Your teams</TextLink>
        </Stack>
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
