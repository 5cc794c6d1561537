import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { teamKey } from '@/features/team/api/teams';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type ApiKey = Schemas['ApiKey'];

const keysKey = (team: string) => [...teamKey(team), 'api-keys'] as const;

export function useApiKeys(team: string) {
  return useInfiniteQuery({
    queryKey: keysKey(team),
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/teams/{team}/api-keys', {
          params: { path: { team }, query: pageParam === '' ? {} : { cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The roles that a key made by the caller may hold. */
export function useRolesForAKey(team: string): readonly string[] {
  return useApiKeys(team).data?.pages[0]?.roles_for_a_key ?? [];
}

export function useCreateApiKey(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, headers }: { body: Schemas['NewApiKey']; headers: { 'Idempotency-Key': string } }) =>
      answer(
        api.POST('/api/v1/teams/{team}/api-keys', { params: { path: { team }, header: headers }, body }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keysKey(team) }),
  });
}

export function useRevokeApiKey(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (api_key: string) =>
      answer(api.DELETE('/api/v1/teams/{team}/api-keys/{api_key}', { params: { path: { team, api_key } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keysKey(team) }),
  });
}
