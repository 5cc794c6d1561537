// Emergency access (break-glass): opening one patient's sessions, and the review of who did.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

export type Emergency = components['schemas']['Emergency'];
export type Verdict = NonNullable<Emergency['reviewed']>['verdict'];

export interface EmergencyRequest {
  readonly identifier: string;
  /** YYYY-MM-DD */
  readonly date_of_birth: string;
  readonly reason: string;
}

const emergencyKey = (team: string) => [...teamKey(team), 'emergency'] as const;

/** When nobody matches, the answer has no id and no sessions. */
export function useOpenEmergency(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, headers }: { body: EmergencyRequest; headers: { 'Idempotency-Key': string } }) =>
      answer(
        api.POST('/api/v1/teams/{team}/emergency', { params: { path: { team }, header: headers }, body }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: emergencyKey(team) });
      void client.invalidateQueries({ queryKey: [...teamKey(team), 'sessions'] });
    },
  });
}

export function useEmergencies(team: string) {
  return useInfiniteQuery({
    queryKey: emergencyKey(team),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/teams/{team}/emergency', {
          params: {
            path: { team },
            query: { limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useReviewEmergency(team: string, emergency: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (body: { verdict: Verdict; comment: string }) =>
      answer(
        api.POST('/api/v1/teams/{team}/emergency/{emergency}/review', {
          params: { path: { team, emergency } },
          body,
        }),
      ),
    onSuccess: changed,
  });
}

/** Before the hour is over; by who opened it or by who may review it. */
export function useEndEmergency(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (emergency: string) =>
      answer(
        api.DELETE('/api/v1/teams/{team}/emergency/{emergency}', { params: { path: { team, emergency } } }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: emergencyKey(team) });
      void client.invalidateQueries({ queryKey: [...teamKey(team), 'sessions'] });
    },
  });
}
