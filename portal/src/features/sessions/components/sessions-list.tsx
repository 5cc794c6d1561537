import { Paper, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { ListFooter } from '@/components/ui/list-footer';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { ListedSession } from '@/features/sessions/api/session-types';
import { type SessionFilter, useSessions } from '@/features/sessions/api/sessions';
import { SessionMarks, SessionStatusLabel } from '@/features/sessions/components/session-status';
import { WhyNotAll } from '@/features/sessions/components/why-not-all';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import classes from '@/features/sessions/components/sessions-list.module.css';

export function SessionsList({ filter }: { filter: SessionFilter }) {
  const { team } = useCurrentTeam();
  const sessions = useSessions(team.id, filter);
  if (sessions.isPending) return <ListSkeleton label="Loading the sessions" />;
  if (sessions.isError && !sessions.isFetchNextPageError) {
    return <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  const pages = sessions.data.pages;
  const shown = pages.flatMap((page) => page.items);
  const why = filter.clinician === 'me' ? null : pages[0]?.why_not_all;
  return (
    <>
      {why && <WhyNotAll why={why} />}
      {shown.length === 0 ? (
        <NoSessions filter={filter} />
      ) : (
        <Stack gap="md">
          <Paper withBorder radius="lg" component="ul" className="reset-list" style={{ overflow: 'hidden' }}>
            {shown.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </Paper>
          <Failure error={sessions.error} />
          <ListFooter
            list={sessions}
            shown={shown.length}
            one="session"
            instead={sessions.isPlaceholderData ? 'Searching…' : undefined}
          />
        </Stack>
      )}
    </>
  );
}

function NoSessions({ filter }: { filter: SessionFilter }) {
  if (filter.query || filter.status)
    return <EmptyState title="Nothing found">No session matches this search.</EmptyState>;
  if (filter.clinician === 'me')
    return (
      <EmptyState title="No sessions yet" action={<AllSessions />}>
        Sessions that you start appear here.
      </EmptyState>
    );
  return <EmptyState title="No sessions to show">There is none that you can open.</EmptyState>;
}

/** Who works on what colleagues have opened has no own session, and no reason to look elsewhere. */
function AllSessions() {
  const { team } = useCurrentTeam();
  return (
    <TextLink to="/teams/$team/sessions" params={{ team: team.id }} search={{ clinician: 'all' }}>
      Show all that you can open
    </TextLink>
  );
}

/** A page that is added leaves those before it as they are drawn. */
const SessionRow = memo(function SessionRow({ session }: { session: ListedSession }) {
  const { team } = useCurrentTeam();
  const { patient, clinician } = session;
  return (
    <li className={classes['item']}>
      <Link
        to="/teams/$team/sessions/$session"
        params={{ team: team.id, session: session.id }}
        preload={false}
        className={classes['row'] ?? ''}
      >
        <span className={classes['patient']}>
          {patient?.name ?? 'The patient cannot be read'}
          <SessionMarks session={session} />
        </span>
        <SessionStatusLabel status={session.status} />
        <span className={classes['facts']}>
          <span>{formatDateTime(session.started_at)}</span>
          {patient?.identifier && <span>{patient.identifier}</span>}
          {clinician.id !== team.my_member.id && <span>{clinician.name}</span>}
        </span>
      </Link>
    </li>
  );
});
