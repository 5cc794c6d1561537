// Who can open a session now, with the reason for each person; and who did.
import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionKey } from '@/features/sessions/api/sessions';
import type { Action } from '@/lib/allowed';
import { ask, teamPath } from '@/lib/clinical-request';

interface Because {
  readonly rule: string;
  readonly explanation: string;
}

export interface Opener {
  readonly member: string;
  readonly name: string;
  readonly actions: readonly Action[];
  readonly because: Because;
}

export interface NonOpener {
  readonly member: string;
  readonly name: string;
  readonly because: Because;
}

interface AccessPage {
  readonly at: string;
  readonly can_open: readonly Opener[];
  readonly cannot: readonly NonOpener[];
  readonly next_cursor: string | null;
}

export interface Opening {
  readonly member: string;
  readonly name: string;
  readonly what: string;
  readonly explanation: string;
  readonly at: string;
}

interface OpeningPage {
  readonly items: readonly Opening[];
  readonly next_cursor: string | null;
}

const pageSize = 50;

function usePages<P extends { readonly next_cursor: string | null }>(
  team: string,
  session: string,
  part: 'access' | 'openings',
) {
  return useInfiniteQuery({
    queryKey: [...sessionKey(team, session), part],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask<P>('get', teamPath(team, 'sessions', session, part), {
        query: { limit: pageSize, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page: P) => page.next_cursor ?? undefined,
  });
}

export function useAccess(team: string, session: string) {
  return usePages<AccessPage>(team, session, 'access');
}

/** Newest first. */
export function useOpenings(team: string, session: string) {
  return usePages<OpeningPage>(team, session, 'openings');
}
