import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { api, ifMatch, type Versioned, versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type Settings = Schemas['Settings'];
export type Preview = Schemas['Preview'];
export type UpdateSettings = Schemas['UpdateSettings'];

const settingsKey = (team: string) => [...teamKey(team), 'settings'] as const;

export function useSettings(team: string) {
  return useQuery({
    queryKey: settingsKey(team),
    queryFn: () => versioned(api.GET('/api/v1/teams/{team}/settings', { params: { path: { team } } })),
    refetchOnWindowFocus: false,
  });
}

function patch(
  team: string,
  { change, etag }: { change: UpdateSettings; etag: string },
  query: { dry_run?: boolean },
) {
  return versioned(
    api.PATCH('/api/v1/teams/{team}/settings', {
      params: { path: { team }, header: ifMatch(etag), query },
      body: change,
    }),
  );
}

/**
 * What the change would mean today. Null asks nothing. Not under the team's key: a refresh of the team would ask once more about
 * the version that was just replaced.
 */
export function useSettingsPreview(team: string, asked: { change: UpdateSettings; etag: string } | null) {
  return useQuery({
    queryKey: ['settings-preview', team, asked],
    queryFn: async () =>
      (await patch(team, asked ?? { change: {}, etag: '' }, { dry_run: true })).value as Preview,
    enabled: asked !== null,
    gcTime: 0,
    placeholderData: (before) => (asked === null ? undefined : before),
  });
}

/** What was saved is shown at once, without waiting for the refresh: nothing looks unsaved in between. */
export function useUpdateSettings(team: string) {
  const client = useQueryClient();
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: async (asked: { change: UpdateSettings; etag: string }) =>
      (await patch(team, asked, {})) as Versioned<Settings>,
    onSuccess: (saved) => {
      client.setQueryData(settingsKey(team), saved);
      changed();
    },
  });
}

export function teamExportAddress(team: string): string {
  return `/api/v1/teams/${encodeURIComponent(team)}/export`;
}
