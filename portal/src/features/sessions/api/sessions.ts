import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  NewSession,
  Session,
  SessionChange,
  SessionPage,
  SessionStatus,
  SessionView,
} from '@/features/sessions/api/session-types';
import { teamKey } from '@/features/team/api/teams';
import { ask, askVersioned, change, teamPath } from '@/lib/clinical-request';

export interface SessionFilter {
  /** `me`, `all` or a member. */
  readonly clinician: string;
  readonly status?: SessionStatus | undefined;
  readonly query?: string | undefined;
}

const listKey = (team: string) => [...teamKey(team), 'sessions'] as const;
export const sessionKey = (team: string, session: string) => [...teamKey(team), 'session', session] as const;

/**
 * Each reading of others' sessions is recorded on the server: content is read when somebody opens it, never because
 * a window comes to the front.
 */
export const readOnce = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

function isSameList(before: unknown, { clinician, status }: SessionFilter): boolean {
  const filter = before as SessionFilter | undefined;
  return filter?.clinician === clinician && filter.status === status;
}

export function useSessions(team: string, filter: SessionFilter) {
  return useInfiniteQuery({
    queryKey: [...listKey(team), filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask<SessionPage>('get', teamPath(team, 'sessions'), {
        query: { ...filter, limit: 50, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // While somebody types what to find, the list before stays; whose sessions it shows never outlives a switch.
    placeholderData: (before, query) => (isSameList(query?.queryKey.at(-1), filter) ? before : undefined),
    ...readOnce,
  });
}

/** One session with its ETag. */
export function useSession(team: string, session: string) {
  return useQuery({
    queryKey: [...sessionKey(team, session), 'details'],
    queryFn: () => askVersioned<Session>('get', teamPath(team, 'sessions', session)),
    ...readOnce,
  });
}

export function useSessionView(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'session-view'],
    queryFn: () => ask<SessionView>('get', teamPath(team, 'session-view')),
  });
}

export function useCreateSession(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, headers }: { body: NewSession; headers: { 'Idempotency-Key': string } }) =>
      ask<Session>('post', teamPath(team, 'sessions'), { body, headers }),
    // Where only its answer was lost, it is in the list.
    onSettled: () => void client.invalidateQueries({ queryKey: listKey(team) }),
  });
}

/** Refreshes the lists and the details of one session; not what is being written in it. */
function useSessionChanged(team: string, session: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: listKey(team) });
    void client.invalidateQueries({ queryKey: [...sessionKey(team, session), 'details'] });
    void client.invalidateQueries({ queryKey: [...sessionKey(team, session), 'access'] });
  };
}

export function useUpdateSession(team: string, session: string) {
  const changed = useSessionChanged(team, session);
  return useMutation({
    mutationFn: ({ body, etag }: { body: SessionChange; etag: string }) =>
      change<Session>('patch', teamPath(team, 'sessions', session), etag, body),
    onSuccess: changed,
  });
}

export function useDeleteSession(team: string, session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask<undefined>('delete', teamPath(team, 'sessions', session)),
    onSuccess: () => void client.invalidateQueries({ queryKey: listKey(team) }),
  });
}

/** Switches a mark of the session on or off. */
function useMark(team: string, session: string, mark: 'restriction' | 'hold') {
  const changed = useSessionChanged(team, session);
  return useMutation({
    mutationFn: (wanted: 'on' | 'off') =>
      ask<undefined>(wanted === 'on' ? 'put' : 'delete', teamPath(team, 'sessions', session, mark)),
    onSuccess: changed,
  });
}

/** Hides the session from Session View. */
export function useRestrictSession(team: string, session: string) {
  return useMark(team, session, 'restriction');
}

/** Keeps the session from every deletion. */
export function useHoldSession(team: string, session: string) {
  return useMark(team, session, 'hold');
}

export function useReassignSession(team: string, session: string) {
  const changed = useSessionChanged(team, session);
  return useMutation({
    mutationFn: (member: string) =>
      ask<undefined>('put', teamPath(team, 'sessions', session, 'clinician'), { body: { member } }),
    onSuccess: changed,
  });
}
