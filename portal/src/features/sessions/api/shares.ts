// Direct shares of one session: who has it, from whom, and what that gives.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PersonRef } from '@/features/sessions/api/session-types';
import { sessionKey } from '@/features/sessions/api/sessions';
import type { Preview } from '@/features/team/api/roles';
import type { HasAllowedActions } from '@/lib/allowed';
import { ask, teamPath } from '@/lib/clinical-request';

export type ShareLevel = 'view' | 'edit' | 'full';

export interface Share extends HasAllowedActions {
  readonly id: string;
  readonly member: PersonRef;
  readonly level: ShareLevel;
  readonly granted_by: PersonRef;
  /** The share that this one was passed on from; null when the session's clinician gave it. */
  readonly parent: string | null;
  readonly expires_at: string | null;
  readonly created_at: string;
}

/** What a member is to have: until `expires_at`, which is past the end; null: without end. */
export interface ShareChange {
  readonly level: ShareLevel;
  readonly expires_at: string | null;
}

const sharesKey = (team: string, session: string) => [...sessionKey(team, session), 'shares'] as const;
const sharesPath = (team: string, session: string, ...member: string[]) =>
  teamPath(team, 'sessions', session, 'shares', ...member);

/** Those in force now, oldest first. */
export function useShares(team: string, session: string, wanted: 'wanted' | 'not_allowed') {
  return useQuery({
    queryKey: [...sharesKey(team, session), 'list'],
    queryFn: () => ask<{ items: Share[] }>('get', sharesPath(team, session)),
    select: ({ items }) => items,
    enabled: wanted === 'wanted',
  });
}

/** What the member would gain and lose today. Null asks nothing. */
export function useSharePreview(
  team: string,
  session: string,
  asked: { readonly member: string; readonly change: ShareChange } | null,
) {
  return useQuery({
    queryKey: [...sharesKey(team, session), 'preview', asked],
    queryFn: () =>
      ask<Preview>('put', sharesPath(team, session, asked?.member ?? ''), {
        query: { dry_run: 'true' },
        body: asked?.change,
      }),
    enabled: asked !== null,
    gcTime: 0,
  });
}

/** Refreshes who has the session and who can open it. */
function useSharesChanged(team: string, session: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: sharesKey(team, session) });
    void client.invalidateQueries({ queryKey: [...sessionKey(team, session), 'access'] });
  };
}

export function useGiveShare(team: string, session: string) {
  const changed = useSharesChanged(team, session);
  return useMutation({
    mutationFn: ({ member, change }: { member: string; change: ShareChange }) =>
      ask<Share>('put', sharesPath(team, session, member), { body: change }),
    onSuccess: changed,
  });
}

/** Ends every share with the member, and what was passed on from it; answers how many ended. */
export function useEndShare(team: string, session: string) {
  const changed = useSharesChanged(team, session);
  return useMutation({
    mutationFn: (member: string) => ask<{ ended: number }>('delete', sharesPath(team, session, member)),
    onSuccess: changed,
  });
}
