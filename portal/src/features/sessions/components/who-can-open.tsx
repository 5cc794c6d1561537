import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { LoadMore } from '@/components/ui/load-more';
import { type NonOpener, type Opener, useAccess } from '@/features/sessions/api/access';
import type { Session } from '@/features/sessions/api/session-types';
import { personName, whatTheyCanDo } from '@/features/sessions/components/access-words';
import { AsOf } from '@/features/sessions/components/as-of';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import { count } from '@/lib/plural';
import classes from '@/features/sessions/components/access-panel.module.css';

/** Everybody of the team, now or at a past moment: those who can open it with what and why, then the others. */
export function WhoCanOpen({ session }: { session: Session }) {
  const [at, setAt] = useState<string | null>(null);
  return (
    <Stack gap="md" align="stretch">
      <AsOf at={at} since={session.created_at} onChange={setAt} />
      <Everybody key={at} session={session} at={at} />
    </Stack>
  );
}

function Everybody({ session, at }: { session: Session; at: string | null }) {
  const { team } = useCurrentTeam();
  const access = useAccess(team.id, session.id, at);
  if (access.isPending) return <Skeleton h={96} role="status" aria-label="Loading who can open it" />;
  if (access.isError && !access.data)
    return <Failure error={access.error} onRetry={() => void access.refetch()} />;
  const { pages } = access.data;
  const canOpen = pages.flatMap((page) => page.can_open);
  const cannot = pages.flatMap((page) => page.cannot);
  return (
    <>
      {!at && (
        <Text size="sm" c="dimmed">
          As of {formatDateTime(pages[0]?.at ?? session.updated_at)}, with the reason for each person.
        </Text>
      )}
      {pages[0]?.policy_changed && (
        <Text size="sm" role="note">
          The rules of Rolecall were others then: the rules of today answer, with the roles and settings of
          then.
        </Text>
      )}
      <People title="Can open it">
        {canOpen.map((opener) => (
          <WhoCan key={opener.member} opener={opener} />
        ))}
      </People>
      {(cannot.length > 0 || !access.hasNextPage) && (
        <People title="Cannot open it">
          {cannot.map((nonOpener) => (
            <WhoCannot key={nonOpener.member} nonOpener={nonOpener} />
          ))}
        </People>
      )}
      <Failure error={access.error} />
      <LoadMore list={access}>
        Load more people ({count(canOpen.length + cannot.length, 'person', 'people')} so far)
      </LoadMore>
    </>
  );
}

function People({ title, children }: { title: string; children: readonly ReactNode[] }) {
  const id = useId();
  return (
    <div>
      <Title order={3} size="h5" id={id} mb={4}>
        {title}
      </Title>
      {children.length === 0 ? (
        <Text size="sm">Nobody.</Text>
      ) : (
        <ul className={classes['list']} aria-labelledby={id}>
          {children}
        </ul>
      )}
    </div>
  );
}

function WhoCan({ opener }: { opener: Opener }) {
  return (
    <li>
      <div className={classes['name']}>{personName(opener)}</div>
      <Text size="sm">{whatTheyCanDo(opener.actions)}</Text>
      <div className={classes['reason']}>
        {opener.because.explanation}
        {opener.because.custom_role && ` The custom role is ${opener.because.custom_role.name}.`}
      </div>
    </li>
  );
}

function WhoCannot({ nonOpener }: { nonOpener: NonOpener }) {
  return (
    <li>
      <div className={classes['name']}>{personName(nonOpener)}</div>
      <div className={classes['reason']}>{nonOpener.because.explanation}</div>
    </li>
  );
}
