import { useQuery } from '@tanstack/react-query';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

export type Quote = components['schemas']['Quote'];

const tenMinutes = 600_000;

/**
 * The price of `seats` more seats for the rest of the term, or of the seat of one member who comes back. It is what adding them
 * now with this quote costs.
 */
export function useQuote(team: string, seats: number, member?: string) {
  const query = member === undefined ? { seats } : { seats, member };
  return useQuery({
    queryKey: ['team', team, 'quote', query],
    queryFn: () =>
      answer(api.GET('/api/v1/teams/{team}/billing/quote', { params: { path: { team }, query } })),
    enabled: seats > 0,
    staleTime: tenMinutes,
    placeholderData: (before) => before,
  });
}

export function holdsStill({ expires_at }: Quote, now: number): boolean {
  return now < Date.parse(expires_at);
}

/** Two quotes that a reader cannot tell apart. */
export function isSamePrice(one: Quote, other: Quote): boolean {
  return (
    one.amount_minor === other.amount_minor && one.term.end === other.term.end && one.note === other.note
  );
}
