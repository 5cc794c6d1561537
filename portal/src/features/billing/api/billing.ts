// Plan, term, seats and trial of a team.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

export type Billing = components['schemas']['Billing'];

/** As the key of everything of a team begins in `features/team`. */
const teamKey = (team: string) => ['team', team] as const;

export function useBilling(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'billing'],
    queryFn: () => answer(api.GET('/api/v1/teams/{team}/billing', { params: { path: { team } } })),
  });
}

/** The trial opens features on every page of the team, so all of it is asked for again. */
export function useStartTrial(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/api/v1/teams/{team}/billing/trial', { params: { path: { team } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: teamKey(team) }),
  });
}
