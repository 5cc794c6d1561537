import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { teamKey } from '@/features/team/api/teams';
import type { components } from '@/lib/api-types';
import { ask, teamPath } from '@/lib/clinical-request';

/** An assistant may work on a clinician's sessions from `from` until just before `to`. */
export type Delegation = components['schemas']['Delegation'];

interface DelegationPage {
  readonly items: readonly Delegation[];
  readonly next_cursor: string | null;
}

export interface NewDelegation {
  readonly assistant: string;
  readonly from: string;
  readonly to: string;
}

const delegationsKey = (team: string) => [...teamKey(team), 'delegations'] as const;

/** Those that we have given or received, newest first. */
export function useDelegations(team: string) {
  return useInfiniteQuery({
    queryKey: [...delegationsKey(team), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask<DelegationPage>('get', teamPath(team, 'delegations'), {
        query: { limit: 50, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

async function allReceivedInForce(team: string): Promise<Delegation[]> {
  const found: Delegation[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = { only: 'received_in_force', limit: 200, cursor };
    const page: DelegationPage = await ask<DelegationPage>('get', teamPath(team, 'delegations'), { query });
    found.push(...page.items);
    cursor = page.next_cursor;
  }
  return found;
}

/** The clinicians who have delegated to the caller now. */
export function useDelegatingClinicians(team: string) {
  return useQuery({
    queryKey: [...delegationsKey(team), 'clinicians'],
    queryFn: () => allReceivedInForce(team),
    select: (delegations) => delegations.map(({ clinician }) => clinician),
  });
}

function useDelegationsChanged(team: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: delegationsKey(team) });
}

export function useDelegate(team: string) {
  const changed = useDelegationsChanged(team);
  return useMutation({
    mutationFn: ({ body, headers }: { body: NewDelegation; headers: { 'Idempotency-Key': string } }) =>
      ask<Delegation>('post', teamPath(team, 'delegations'), { body, headers }),
    onSuccess: changed,
  });
}

export function useEndDelegation(team: string) {
  const changed = useDelegationsChanged(team);
  return useMutation({
    mutationFn: (delegation: string) => ask<undefined>('delete', teamPath(team, 'delegations', delegation)),
    onSuccess: changed,
  });
}
