import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api, ifMatch, versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { describe } from '@/lib/problem';
import { toast } from '@/lib/toast';

type Schemas = components['schemas'];
export type Role = Schemas['Role'];
export type Grant = Schemas['Grant'];
export type Preview = Schemas['Preview'];

export const rolesQuery = (team: string) =>
  queryOptions({
    queryKey: [...teamKey(team), 'roles'],
    queryFn: () => answer(api.GET('/api/v1/teams/{team}/roles', { params: { path: { team } } })),
    staleTime: 60_000,
  });

/** Built-in and custom roles with their grants. */
export function useRoles(team: string) {
  return useQuery({ ...rolesQuery(team), select: (reply) => reply.items });
}

/** The roles, asked again once where one of `ids` is not among them: it may have been made while the list was kept. */
export function useRolesWith(team: string, ids: readonly string[]) {
  const roles = useRoles(team);
  const { data, refetch } = roles;
  const missing = data ? ids.filter((id) => !data.some((role) => role.id === id)).join() : '';
  useEffect(() => {
    if (missing) void refetch({ cancelRefetch: false });
  }, [missing, refetch]);
  return roles;
}

/** The names of roles in the order of the catalogue; an id stands for itself until the names are there. */
export function useRoleNames(team: string): (roles: readonly string[]) => string[] {
  const { data } = useRoles(team);
  return (ids) => {
    const known = (data ?? []).filter((role) => ids.includes(role.id)).map((role) => role.name);
    return known.length === ids.length ? known : [...ids];
  };
}

/** Grants as sentences of the catalogue, each once. */
export function useGrantSentences(team: string): (grants: readonly Grant[]) => string[] {
  const { data } = useQuery(rolesQuery(team));
  const named = [...(data?.definition.grants ?? []), ...(data?.items ?? []).flatMap((role) => role.grants)];
  const known = new Map(named.map(({ action, scope, sentence }) => [`${action} ${scope}`, sentence]));
  return (grants) => [
    ...new Set(grants.map(({ action, scope }) => known.get(`${action} ${scope}`) ?? `${action} (${scope})`)),
  ];
}

interface RoleChange {
  readonly roles: string[];
  readonly etag: string;
}

function put(team: string, member: string, { roles, etag }: RoleChange, query: { dry_run?: boolean }) {
  return versioned(
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
      (await put(team, member, change ?? { roles: [], etag: '' }, { dry_run: true })).value as Preview,
    enabled: change !== null,
    gcTime: 0,
  });
}

export function useChangeRoles(team: string, member: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (change: RoleChange) => put(team, member, change, {}),
    onSuccess: changed,
  });
}

/** Puts roles back; the dialog that changed them is closed by then, so the outcome is told by itself. */
export function useUndoRoles(team: string, member: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (change: RoleChange) => put(team, member, change, {}),
    onSuccess: () => {
      changed();
      toast('The roles are as before.');
    },
    onError: (error) => toast(describe(error)),
  });
}
