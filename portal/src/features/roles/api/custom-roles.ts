import { useMutation, useQuery } from '@tanstack/react-query';
import { rolesQuery } from '@/features/team/api/roles';
import { teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api, ifMatch, versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];
export type RoleDraft = Schemas['NewRole'];
export type GrantSentence = Schemas['GrantSentence'];

/** What the caller may put into a custom role, and why not now. */
export function useDefinition(team: string) {
  return useQuery({ ...rolesQuery(team), select: (reply) => reply.definition });
}

/** One custom role as it is now, with its ETag. */
export function useCustomRole(team: string, role: string) {
  return useQuery({
    queryKey: [...teamKey(team), 'role', role],
    queryFn: () =>
      versioned(api.GET('/api/v1/teams/{team}/roles/{role}', { params: { path: { team, role } } })),
    gcTime: 0,
  });
}

export function useDefineRole(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: ({ body, headers }: { body: RoleDraft; headers: { 'Idempotency-Key': string } }) =>
      answer(api.POST('/api/v1/teams/{team}/roles', { params: { path: { team }, header: headers }, body })),
    onSuccess: changed,
  });
}

export function useUpdateRole(team: string, role: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: ({ body, etag }: { body: RoleDraft; etag: string }) =>
      answer(
        api.PATCH('/api/v1/teams/{team}/roles/{role}', {
          params: { path: { team, role }, header: ifMatch(etag) },
          body,
        }),
      ),
    onSuccess: changed,
  });
}

export function useDeleteRole(team: string, role: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: () =>
      answer(api.DELETE('/api/v1/teams/{team}/roles/{role}', { params: { path: { team, role } } })),
    onSuccess: changed,
  });
}
