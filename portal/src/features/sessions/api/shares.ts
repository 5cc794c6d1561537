// Direct shares of one session: who has it, from whom, and what that gives.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sessionKey } from '@/features/sessions/api/sessions';
import type { components } from '@/lib/api-types';
import { ifMatch, type Versioned } from '@/lib/api-client';
import { ask, teamPath } from '@/lib/clinical-request';

type Schemas = components['schemas'];
export type ShareLevel = Schemas['ShareLevel'];
/** `parent`: the share that it was passed on from; null when the session's clinician gave it. */
export type Share = Schemas['Share'];
/** Who would gain and lose what, those included to whom the session was passed on. */
export type SharePreview = Schemas['SharePreview'];

/** What a member is to have: until `expires_at`, which is past the end; null: without end. */
export interface ShareChange {
  readonly level: ShareLevel;
  readonly expires_at: string | null;
}

const sharesKey = (team: string, session: string) => [...sessionKey(team, session), 'shares'] as const;
const sharesPath = (team: string, session: string, ...member: string[]) =>
  teamPath(team, 'sessions', session, 'shares', ...member);

interface SharePage {
  readonly items: readonly Share[];
  readonly next_cursor: string | null;
}

/** Those in force now, oldest first: what was passed on comes after the share that it came from. */
export function useShares(team: string, session: string, wanted: 'wanted' | 'not_allowed') {
  return useInfiniteQuery({
    queryKey: [...sharesKey(team, session), 'list'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask<SharePage>('get', sharesPath(team, session), { query: { limit: 200, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: wanted === 'wanted',
  });
}

/** What the share would change today. Null asks nothing. */
export function useSharePreview(
  team: string,
  session: string,
  asked: { readonly member: string; readonly change: ShareChange } | null,
) {
  return useQuery({
    queryKey: [...sharesKey(team, session), 'preview', asked],
    queryFn: () =>
      ask<SharePreview>('put', sharesPath(team, session, asked?.member ?? ''), {
        query: { dry_run: 'true' },
        body: asked?.change,
      }),
    enabled: asked !== null,
    gcTime: 0,
  });
}

/** All that one member has of the session, as it was seen. */
export type SeenShares = Versioned<readonly Share[]>;

/** Refreshes who has the session and who can open it; answers when the shares are there. */
function useSharesChanged(team: string, session: string): () => Promise<void> {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: [...sessionKey(team, session), 'access'] });
    return client.invalidateQueries({ queryKey: sharesKey(team, session) });
  };
}

/** A new share, or a change of what was `seen`: 412 when what that member has was changed by anybody meanwhile. */
export function useGiveShare(team: string, session: string) {
  const changed = useSharesChanged(team, session);
  return useMutation({
    mutationFn: ({
      member,
      change,
      seen,
    }: {
      member: string;
      change: ShareChange;
      seen?: SeenShares | undefined;
    }) =>
      ask<Share>('put', sharesPath(team, session, member), {
        body: change,
        headers: ifMatch(seen?.etag ?? ''),
      }),
    onSuccess: () => void changed(),
    // Failed only when the new ETag is there: the next attempt is based on it.
    onError: changed,
  });
}

/** Ends every share with the member, and what was passed on from it; answers how many ended. 412 as for a change. */
export function useEndShare(team: string, session: string) {
  const changed = useSharesChanged(team, session);
  return useMutation({
    mutationFn: ({ member, seen }: { member: string; seen: SeenShares }) =>
      ask<{ ended: number }>('delete', sharesPath(team, session, member), { headers: ifMatch(seen.etag) }),
    onSuccess: () => void changed(),
    onError: changed,
  });
}
