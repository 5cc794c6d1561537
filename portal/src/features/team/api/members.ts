import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Team, teamKey, useTeamChanged } from '@/features/team/api/teams';
import { answer, api, ifMatch, versioned } from '@/lib/api-client';
import type { components, operations } from '@/lib/api-types';
import { useLongList } from '@/lib/long-list';

type Schemas = components['schemas'];
export type Member = Schemas['Member'];
export type MemberStatus = Schemas['MemberStatus'];
export type BatchResult = Schemas['BatchResult'];
export type NewMember = Schemas['NewMember'];
export type MemberFilter = Pick<
  NonNullable<operations['list_members']['parameters']['query']>,
  'query' | 'role' | 'sort'
> & { readonly status?: MemberStatus };

const pageSize = 50;
const membersKey = (team: string) => [...teamKey(team), 'members'] as const;
const path = (team: string, member: string) => ({ params: { path: { team, member } } });

/** An act that begins a seat, with the quote that was shown; undefined: at the price of its instant. */
export interface BeginSeat {
  readonly member: string;
  readonly quote: string | undefined;
}
const priced = (team: string, { member, quote }: BeginSeat) => ({
  params: { path: { team, member }, query: quote === undefined ? {} : { quote } },
});

export function useMembers(team: string, filter: MemberFilter) {
  return useLongList({
    queryKey: [...membersKey(team), filter],
    page: (cursor, signal) =>
      answer(
        api.GET('/api/v1/teams/{team}/members', {
          params: {
            path: { team },
            query: {
              ...filter,
              status: filter.status ? [filter.status] : [],
              limit: pageSize,
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
          signal,
        }),
      ),
    placeholderData: (before) => before,
  });
}

export interface ChoiceFilter {
  readonly query: string;
  readonly status: readonly MemberStatus[];
  readonly role?: string | undefined;
}

/** Members in one of these states whose name or address contains `query`, with the role when one is wanted, for choosing one. */
export function useMemberChoices(team: string, { query, status, role }: ChoiceFilter) {
  return useQuery({
    queryKey: [...membersKey(team), 'choices', query, status, role],
    queryFn: () =>
      answer(
        api.GET('/api/v1/teams/{team}/members', {
          params: {
            path: { team },
            query: {
              status: [...status],
              limit: 50,
              ...(query === '' ? {} : { query }),
              ...(role ? { role } : {}),
            },
          },
        }),
      ),
    placeholderData: (before) => before,
  });
}

/** One member as it is now, with its ETag. Null asks nothing. */
export function useMember(team: string, member: string | null) {
  return useQuery({
    queryKey: [...teamKey(team), 'member', member],
    queryFn: () => versioned(api.GET('/api/v1/teams/{team}/members/{member}', path(team, member ?? ''))),
    enabled: member !== null,
    staleTime: 0,
    gcTime: 0,
  });
}

export function membersExportAddress(team: Team, filter: MemberFilter): string {
  const { query, role, status } = filter;
  const search = new URLSearchParams(
    Object.entries({ query, role, status }).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return `/api/v1/teams/${encodeURIComponent(team.id)}/members/export?${search.toString()}`;
}

export function useAddMember(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: ({ body, headers }: { body: NewMember; headers: { 'Idempotency-Key': string } }) =>
      answer(api.POST('/api/v1/teams/{team}/members', { params: { path: { team }, header: headers }, body })),
    onSuccess: changed,
  });
}

export function useUpdateTitle(team: string, member: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: ({ title, etag }: { title: string; etag: string }) =>
      answer(
        api.PATCH('/api/v1/teams/{team}/members/{member}', {
          params: { path: { team, member }, header: ifMatch(etag) },
          body: { title },
        }),
      ),
    onSuccess: changed,
  });
}

export function useResendInvitation(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (begin: BeginSeat) =>
      answer(api.POST('/api/v1/teams/{team}/members/{member}/invitation', priced(team, begin))),
    onSuccess: changed,
  });
}

export function useRevokeInvitation(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (member: string) =>
      answer(api.DELETE('/api/v1/teams/{team}/members/{member}/invitation', path(team, member))),
    onSuccess: changed,
  });
}

export function useSuspendMember(team: string, member: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (body: Schemas['SuspendMember']) =>
      answer(api.POST('/api/v1/teams/{team}/members/{member}/suspend', { ...path(team, member), body })),
    onSuccess: changed,
  });
}

export function useReactivateMember(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (begin: BeginSeat) =>
      answer(api.POST('/api/v1/teams/{team}/members/{member}/reactivate', priced(team, begin))),
    onSuccess: changed,
  });
}

export function useReinstateMember(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (begin: BeginSeat) =>
      answer(api.POST('/api/v1/teams/{team}/members/{member}/reinstate', priced(team, begin))),
    onSuccess: changed,
  });
}

export function useRevokeLogins(team: string) {
  const changed = useTeamChanged(team);
  return useMutation({
    mutationFn: (member: string) =>
      answer(api.DELETE('/api/v1/teams/{team}/members/{member}/logins', path(team, member))),
    onSuccess: changed,
  });
}

export function useRemoveMember(team: string, member: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['Handover']) =>
      answer(api.DELETE('/api/v1/teams/{team}/members/{member}', { ...path(team, member), body })),
    onSuccess: () => client.invalidateQueries({ queryKey: membersKey(team) }),
  });
}
