import { Skeleton, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { LoadMore } from '@/components/ui/load-more';
import { useOpenings } from '@/features/sessions/api/access';
import type { Session } from '@/features/sessions/api/session-types';
import { openedWords, personName } from '@/features/sessions/components/access-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import classes from '@/features/sessions/components/access-panel.module.css';

/** Each opening, newest first: what, when, and by which right. */
export function WhoOpened({ session }: { session: Session }) {
  const { team } = useCurrentTeam();
  const openings = useOpenings(team.id, session.id);
  if (openings.isPending) return <Skeleton h={96} role="status" aria-label="Loading who opened it" />;
  if (openings.isError && !openings.data)
    return <Failure error={openings.error} onRetry={() => void openings.refetch()} />;
  const shown = openings.data.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="md" align="stretch">
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody has opened it.
        </Text>
      ) : (
        <ol className={classes['list']} aria-label="Openings">
          {shown.map(({ member, name, what, explanation, at }, index) => (
            <li key={`${at} ${member} ${what} ${index}`}>
              <div className={classes['line']}>
                <span className={classes['name']}>{personName({ name })}</span>
                <span className={classes['reason']}>{formatDateTime(at)}</span>
              </div>
              <div className={classes['reason']}>
                {openedWords[what]}: {explanation}
              </div>
            </li>
          ))}
        </ol>
      )}
      <Failure error={openings.error} />
      <LoadMore list={openings} />
    </Stack>
  );
}
