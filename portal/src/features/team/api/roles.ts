import { useMutation, useQuery } from '@tanstack/react-query';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api, ifMatch } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type Role = Schemas['Role'];
export type Grant = Schemas['Grant'];
export type Preview = Schemas['Preview'];
type Member = Schemas['Member'];

export function useRoles(team: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'roles'],
    queryFn: async () =>
      (await answer(api.GET('/api/v1/teams/{team}/roles', { params: { path: { team } } }))).items,
    staleTime: 60_000,
  });
}

/** The names of roles in the order of the catalogue; an id stands for itself until the names are there. */
export function useRoleNames(team: string): (roles: readonly string[]) => string[] {
  const { data } = useRoles(team);
  return (ids) => {
    const known = (data ?? []).filter((role) => ids.includes(role.id)).map((role) => role.name);
    return known.length === ids.length ? known : [...ids];
  };
}

interface RoleChange {
  readonly roles: string[];
  readonly etag: string;
}

function put(team: string, member: string, { roles, etag }: RoleChange, query: { dry_run?: boolean }) {
  return answer(
    api.PUT('/api/v1/teams/{team}/members/{member}/roles', {
      params: { path: { team, member }, header: ifMatch(etag), query },
      body: { roles },
    }),
  );
}

/** What the change would give, take and cost. Null asks nothing. */
export function useRolePreview(team: string, member: string, change: RoleChange | null) {
  return useQuery({
    queryKey: [...teamKey(team), 'role-preview', member, change],
    queryFn: async () =>
      (await put(team, member, change ?? { roles: [], etag: '' }, { dry_run: true })) as Preview,
    enabled: change !== null,
    gcTime: 0,
  });
}

export function useChangeRoles(team: string, member: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: async (change: RoleChange) => (await put(team, member, change, {})) as Member,
    onSuccess: changed,
  });
}
