import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { type NonOpener, type Opener, useAccess } from '@/features/sessions/api/access';
import type { Session } from '@/features/sessions/api/session-types';
import { whatTheyCanDo } from '@/features/sessions/components/access-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import { count } from '@/lib/plural';
import classes from '@/features/sessions/components/access-panel.module.css';

/** Everybody of the team, page by page: those who can with what and why, the others behind a button. */
export function WhoCanOpen({ session }: { session: Session }) {
  const { team } = useCurrentTeam();
  const access = useAccess(team.id, session.id);
  const [showing, setShowing] = useState<'all' | 'those_who_can'>('those_who_can');
  if (access.isPending) return <Skeleton h={96} role="status" aria-label="Loading who can open it" />;
  if (access.isError && !access.data)
    return <Failure error={access.error} onRetry={() => void access.refetch()} />;
  const { pages } = access.data;
  const canOpen = pages.flatMap((page) => page.can_open);
  const cannot = pages.flatMap((page) => page.cannot);
  return (
    <Stack gap="md" align="stretch">
      <Text size="sm" c="dimmed">
        As of {formatDateTime(pages[0]?.at ?? session.updated_at)}, with the reason for each person.
      </Text>
      {canOpen.length === 0 ? (
        <Text size="sm">{access.hasNextPage ? 'Nobody among those loaded so far.' : 'Nobody.'}</Text>
      ) : (
        <Openers openers={canOpen} />
      )}
      {cannot.length > 0 && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={showing === 'all'}
            onClick={() => setShowing(showing === 'all' ? 'those_who_can' : 'all')}
          >
            {showing === 'all' ? 'Hide who cannot' : `Who cannot, and why (${cannot.length})`}
          </Button>
        </div>
      )}
      {showing === 'all' && <NonOpeners nonOpeners={cannot} />}
      <Failure error={access.error} />
      {access.hasNextPage && (
        <Button
          variant="default"
          loading={access.isFetchingNextPage}
          onClick={() => void access.fetchNextPage()}
        >
          Load more people ({count(canOpen.length + cannot.length, 'person', 'people')} so far)
        </Button>
      )}
    </Stack>
  );
}

function Openers({ openers }: { openers: readonly Opener[] }) {
  return (
    <ul className={classes['list']} aria-label="Can open it">
      {openers.map(({ member, name, actions, because }) => (
        <li key={member}>
          <div className={classes['name']}>{name}</div>
          <Text size="sm">{whatTheyCanDo(actions)}</Text>
          <div className={classes['reason']}>{because.explanation}</div>
        </li>
      ))}
    </ul>
  );
}

function NonOpeners({ nonOpeners }: { nonOpeners: readonly NonOpener[] }) {
  return (
    <ul className={classes['list']} aria-label="Cannot open it">
      {nonOpeners.map(({ member, name, because }) => (
        <li key={member}>
          <div className={classes['name']}>{name}</div>
          <div className={classes['reason']}>{because.explanation}</div>
        </li>
      ))}
    </ul>
  );
}
