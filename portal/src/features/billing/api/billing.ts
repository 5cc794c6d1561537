// Plan, term, seats and trial of a team.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

export type Billing = components['schemas']['Billing'];
type TrialPreview = components['schemas']['TrialPreview'];
export type Interval = Billing['interval'];

/** As the key of everything of a team begins in `features/team`. */
export const teamKey = (team: string) => ['team', team] as const;

/** The billing with the ETag on which a change of the subscription is based. */
export function useBilling(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'billing'],
    queryFn: () => versioned(api.GET('/api/v1/teams/{team}/billing', { params: { path: { team } } })),
  });
}

/** Plan and trial open features on every page of the team, so all of it is asked for again. */
export function useBillingChanged(team: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: teamKey(team) });
}

function postTrial(team: string, query: { dry_run?: boolean }) {
  return answer(api.POST('/api/v1/teams/{team}/billing/trial', { params: { path: { team }, query } }));
}

/** What the trial would open and bring back; changes nothing. */
export function useTrialPreview(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'trial-preview'],
    queryFn: async () => (await postTrial(team, { dry_run: true })) as TrialPreview,
    gcTime: 0,
  });
}

export function useStartTrial(team: string) {
  const changed = useBillingChanged(team);
  return useMutation({
    mutationFn: async () => (await postTrial(team, {})) as Billing,
    onSuccess: changed,
  });
}

/** Null lets the team have as many seats as wanted. */
export function useLimitSeats(team: string) {
  const changed = useBillingChanged(team);
  return useMutation({
    mutationFn: (seats: number | null) =>
      answer(
        api.PUT('/api/v1/teams/{team}/billing/seat-limit', { params: { path: { team } }, body: { seats } }),
      ),
    onSuccess: changed,
  });
}
