import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  NewSession,
  Session,
  SessionChange,
  SessionPage,
  SessionStatus,
  SessionView,
} from '@/features/sessions/api/session-types';
import { teamKey } from '@/features/team/api/teams';
import { ifMatch, type Versioned } from '@/lib/api-client';
import { ask, askVersioned, change, teamPath } from '@/lib/clinical-request';
import { useLongList } from '@/lib/long-list';
import { hasStatus } from '@/lib/problem';

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
  return useLongList({
    queryKey: [...listKey(team), filter],
    page: (cursor, signal) =>
      ask<SessionPage>('get', teamPath(team, 'sessions'), {
        query: { ...filter, limit: 50, cursor },
        signal,
      }),
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

/** Refreshes the lists and the details of one session, not what is being written in it; answers when the details are there. */
function useSessionChanged(team: string, session: string): () => Promise<void> {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: listKey(team) });
    void client.invalidateQueries({ queryKey: [...sessionKey(team, session), 'access'] });
    return client.invalidateQueries({ queryKey: [...sessionKey(team, session), 'details'] });
  };
}

/** An act that came too late loads what somebody else changed. */
function useLoadWhenLate(team: string, session: string): (error: Error) => void {
  const changed = useSessionChanged(team, session);
  return (error) => {
    if (hasStatus(error, 412)) void changed();
  };
}

export function useUpdateSession(team: string, session: string) {
  const changed = useSessionChanged(team, session);
  return useMutation({
    mutationFn: ({ body, etag }: { body: SessionChange; etag: string }) =>
      change<Session>('patch', teamPath(team, 'sessions', session), etag, body),
    onSuccess: () => void changed(),
  });
}

/** Deletes the session as it was seen; 412 when somebody changed it meanwhile. */
export function useDeleteSession(team: string, session: string) {
  const client = useQueryClient();
  const loadWhenLate = useLoadWhenLate(team, session);
  return useMutation({
    mutationFn: (seen: Versioned<Session>) =>
      ask<undefined>('delete', teamPath(team, 'sessions', session), { headers: ifMatch(seen.etag) }),
    onError: loadWhenLate,
    onSuccess: () => void client.invalidateQueries({ queryKey: listKey(team) }),
  });
}

export interface Mark {
  readonly wanted: 'on' | 'off';
  readonly seen: Versioned<Session>;
}

/** Switches a mark of the session as it was seen; 412 when somebody changed it meanwhile. */
function useMark(team: string, session: string, mark: 'restriction' | 'hold') {
  const changed = useSessionChanged(team, session);
  const loadWhenLate = useLoadWhenLate(team, session);
  return useMutation({
    mutationFn: ({ wanted, seen }: Mark) =>
      ask<undefined>(wanted === 'on' ? 'put' : 'delete', teamPath(team, 'sessions', session, mark), {
        headers: ifMatch(seen.etag),
      }),
    // Done only when the new ETag is there: the next mark is set on it.
    onSuccess: changed,
    onError: loadWhenLate,
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

/** Gives the session as it was seen to another clinician; 412 when somebody changed it meanwhile. */
export function useReassignSession(team: string, session: string) {
  const changed = useSessionChanged(team, session);
  const loadWhenLate = useLoadWhenLate(team, session);
  return useMutation({
    mutationFn: ({ member, seen }: { member: string; seen: Versioned<Session> }) =>
      ask<undefined>('put', teamPath(team, 'sessions', session, 'clinician'), {
        body: { member },
        headers: ifMatch(seen.etag),
      }),
    onSuccess: () => void changed(),
    onError: loadWhenLate,
  });
}
