// Who can open a session, now or at a past instant, with the reason for each person; and who did.
import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionKey } from '@/features/sessions/api/sessions';
import type { components } from '@/lib/api-types';
import { ask, teamPath } from '@/lib/clinical-request';

type Schemas = components['schemas'];
type AccessPage = Schemas['SessionAccess'];
/** `actions`: all that the member may do with the session and what hangs on it. */
export type Opener = AccessPage['can_open'][number];
export type NonOpener = AccessPage['cannot'][number];
export type Opening = Schemas['Opening'];

interface OpeningPage {
  readonly items: readonly Opening[];
  readonly next_cursor: string | null;
}

const pageSize = 50;

function usePages<P extends { readonly next_cursor: string | null }>(
  team: string,
  session: string,
  part: 'access' | 'openings',
  at?: string,
) {
  return useInfiniteQuery({
    queryKey: [...sessionKey(team, session), part, at],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask<P>('get', teamPath(team, 'sessions', session, part), {
        query: { limit: pageSize, cursor: pageParam, at },
        signal,
      }),
    getNextPageParam: (page: P) => page.next_cursor ?? undefined,
  });
}

/** Those who can come first. `at`: null for now. */
export function useAccess(team: string, session: string, at: string | null) {
  return usePages<AccessPage>(team, session, 'access', at ?? undefined);
}

/** Newest first. */
export function useOpenings(team: string, session: string) {
  return usePages<OpeningPage>(team, session, 'openings');
}
