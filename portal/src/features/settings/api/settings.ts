import { useMutation, useQuery } from '@tanstack/react-query';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api, ifMatch, versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type Settings = Schemas['Settings'];
export type UpdateSettings = Schemas['UpdateSettings'];

export function useSettings(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'settings'],
    queryFn: () => versioned(api.GET('/api/v1/teams/{team}/settings', { params: { path: { team } } })),
    refetchOnWindowFocus: false,
  });
}

export function useUpdateSettings(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: async ({ change, etag }: { change: UpdateSettings; etag: string }) =>
      (await answer(
        api.PATCH('/api/v1/teams/{team}/settings', {
          params: { path: { team }, header: ifMatch(etag) },
          body: change,
        }),
      )) as Settings,
    onSuccess: changed,
  });
}
