// The plans to choose from, and the choice: what it would mean, and the act.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Billing, type Interval, teamKey, useBillingChanged } from '@/features/billing/api/billing';
import { answer, api, ifMatch } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

export type Plan = components['schemas']['Plan'];
export type SubscriptionPreview = components['schemas']['SubscriptionPreview'];

export interface Choice {
  readonly plan: string;
  readonly interval: Interval;
}

export function priceOf(plan: Plan, interval: Interval): number {
  return interval === 'year' ? plan.price_per_seat_year : plan.price_per_seat_month;
}

export function usePlans(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'plans'],
    queryFn: () => answer(api.GET('/api/v1/teams/{team}/billing/plans', { params: { path: { team } } })),
    select: ({ items }) => items,
  });
}

function put(team: string, body: Choice, etag: string, mode: 'preview' | 'save') {
  const query = mode === 'preview' ? { dry_run: true } : {};
  return answer(
    api.PUT('/api/v1/teams/{team}/billing/subscription', {
      params: { path: { team }, query, header: ifMatch(etag) },
      body,
    }),
  );
}

/** What the choice costs, opens and closes, and from when; changes nothing. */
export function useSubscriptionPreview(team: string, choice: Choice, etag: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'subscription', choice, etag],
    queryFn: async () => (await put(team, choice, etag, 'preview')) as SubscriptionPreview,
    gcTime: 0,
    // The price is that of its instant: it stays as it was read until the reader asks again.
    refetchOnWindowFocus: false,
  });
}

/** Saves the choice. Naming what is in force takes back what waits. */
export function useChangeSubscription(team: string) {
  const changed = useBillingChanged(team);
  return useMutation({
    mutationFn: async ({ choice, etag }: { choice: Choice; etag: string }) =>
      (await put(team, choice, etag, 'save')) as Billing,
    onSuccess: changed,
  });
}
