import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { hasStatus } from '@/lib/problem';
import { meKey } from '@/lib/query-client';

export type Me = components['schemas']['Me'];
export type User = components['schemas']['User'];
export type Membership = components['schemas']['Membership'];

const read = () => answer(api.GET('/api/v1/me'));

/** A login that has ended is 401: signing out takes its cookie away, and then nobody is signed in. */
async function readMe(): Promise<Me> {
  try {
    return await read();
  } catch (error) {
    if (!hasStatus(error, 401)) throw error;
    await answer(api.POST('/api/v1/auth/logout'));
    return read();
  }
}

export const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: readMe,
  staleTime: 5_000,
});

/** Who is signed in; `user` is null when nobody is. */
export function useMe() {
  return useQuery(meQuery);
}

/** The signed-in user's part of `/me`, where a page is only shown to somebody who is signed in. */
export function useUser(): User | null {
  return useMe().data?.user ?? null;
}

/** Forgets everything that belonged to the login before and asks again who is signed in. */
export function useLoginChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ predicate: ({ queryKey: [area] }) => area !== meKey[0] && area !== 'invitation' });
    await client.refetchQueries({ queryKey: meKey });
  };
}
