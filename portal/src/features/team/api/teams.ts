import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { meKey } from '@/lib/query-client';
import { answer, api, ifMatch, versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type Team = Schemas['Team'];
export type Receipt = Schemas['Receipt'];

export const teamKey = (team: string) => ['team', team] as const;
const path = (team: string) => ({ params: { path: { team } } });

/**
 * Refreshes all that is shown of a team, and which teams we are in. Nobody waits for it: a form that starts anew
 * with the fresh data would never hear that its own change succeeded.
 */
export function useTeamChanged(team: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: teamKey(team) });
    void client.invalidateQueries({ queryKey: meKey });
  };
}

export function useTeam(team: string) {
  return useQuery(teamQuery(team));
}

function teamQuery(team: string) {
  return queryOptions({
    queryKey: [...teamKey(team), 'team'],
    queryFn: () => versioned(api.GET('/api/v1/teams/{team}', path(team))),
  });
}

/** Emergency accesses that wait for the caller's review. Null asks nothing: a refusal would stand in the audit. */
export function useReviewsWaiting(team: string | null): number {
  const loaded = useQuery({ ...teamQuery(team ?? ''), enabled: team !== null });
  return loaded.data?.value.reviews_waiting ?? 0;
}

/** The own teams, with the deleted ones that we can restore. */
export function useTeams() {
  return useQuery({
    queryKey: ['teams'],
    queryFn: () => answer(api.GET('/api/v1/teams', { params: { query: { limit: 200 } } })),
  });
}

export function useCreateTeam() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, headers }: { name: string; headers: { 'Idempotency-Key': string } }) =>
      answer(api.POST('/api/v1/teams', { params: { header: headers }, body: { name } })),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
}

export function useRenameTeam(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: ({ name, etag }: { name: string; etag: string }) =>
      answer(
        api.PATCH('/api/v1/teams/{team}', {
          params: { path: { team }, header: ifMatch(etag) },
          body: { name },
        }),
      ),
    onSuccess: changed,
  });
}

export function useDeleteTeam(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['DeleteTeam']) =>
      answer(api.DELETE('/api/v1/teams/{team}', { ...path(team), body })),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
}

export function useRestoreTeam(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/api/v1/teams/{team}/restore', path(team))),
    onSuccess: () => void client.invalidateQueries({ queryKey: meKey }),
  });
}

export function useOfferOwnership(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (body: Schemas['TransferOwnership']) =>
      answer(api.POST('/api/v1/teams/{team}/ownership', { ...path(team), body })),
    onSuccess: changed,
  });
}

/** Withdraws the offer as owner, or declines it as recipient. */
export function useCancelOwnership(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/teams/{team}/ownership', path(team))),
    onSuccess: changed,
  });
}

export function useAcceptOwnership(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: () => answer(api.POST('/api/v1/teams/{team}/ownership/accept', path(team))),
    onSuccess: changed,
  });
}

export function useLeaveTeam(team: string) {
  return useMutation({
    mutationFn: (body: Schemas['Handover']) =>
      answer(api.POST('/api/v1/teams/{team}/leave', { ...path(team), body })),
  });
}
