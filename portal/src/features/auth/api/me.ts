import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Action } from '@/lib/allowed';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { countNewLogin } from '@/lib/idempotency';
import { ApiError, hasStatus } from '@/lib/problem';
import { meKey } from '@/lib/query-client';
import type { Question } from '@/lib/why';

export type Me = components['schemas']['Me'];
export type User = components['schemas']['User'];
export type Membership = components['schemas']['Membership'];

const read = () => answer(api.GET('/api/v1/me'));

/** Stands while the server has not heard of a sign-out yet; survives a reload, and counts for every window of this browser. */
const leavingKey = 'rolecall.leaving';

export async function endLogin(): Promise<void> {
  await answer(api.POST('/api/v1/auth/logout'));
  localStorage.removeItem(leavingKey);
  countNewLogin();
}

/** A login that has ended is 401: signing out takes its cookie away, and then nobody is signed in. */
async function readAfterEnd(): Promise<Me> {
  if (localStorage.getItem(leavingKey) !== null) await endLogin();
  try {
    return await read();
  } catch (error) {
    if (!hasStatus(error, 401)) throw error;
    await endLogin();
    return read();
  }
}

/** Where another window signed in or out, nothing here outlives the person before either. */
async function readMe(client: QueryClient): Promise<Me> {
  const before = client.getQueryData<Me>(meKey)?.user;
  const me = await readAfterEnd();
  if (before && before.id !== me.user?.id) {
    countNewLogin();
    forget(client);
  }
  return me;
}

const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: ({ client }) => readMe(client),
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

/** Whether who is signed in by now is the one for whom this part of the page was drawn. */
export function useIsStillSignedIn(): () => boolean {
  const client = useQueryClient();
  const user = useUser();
  return () => client.getQueryData<Me>(meKey)?.user?.id === user?.id;
}

/** Throws what the server would answer when somebody else is signed in by now than for whom this part of the page was drawn. */
export function useCheckStillSignedIn(): () => void {
  const isStillSignedIn = useIsStillSignedIn();
  return () => {
    if (isStillSignedIn()) return;
    throw new ApiError({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      code: 'other_account',
    });
  };
}

/** Asks whether the caller may do something on a team, see `useWhy`. */
export function useTeamQuestion(team: string, action: Action): Question {
  const memberships = useMe().data?.memberships ?? [];
  const subject = memberships.find((membership) => membership.team.id === team)?.member ?? '';
  return { subject, action, resource: { type: 'team', id: team } };
}

/** Forgets everything that belonged to the login before; what nobody signed in for stays. */
function forget(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey: [area] }) => area !== meKey[0] && area !== 'invitation' });
}

/** Forgets all that was loaded and asks again who is signed in, and in which teams. */
export function useStartAfresh(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    forget(client);
    await client.refetchQueries({ queryKey: meKey });
  };
}

/** Forgets the login before and asks again who is signed in. */
export function useLoginChanged(): () => Promise<void> {
  const startAfresh = useStartAfresh();
  return async () => {
    localStorage.removeItem(leavingKey);
    countNewLogin();
    await startAfresh();
  };
}

/**
 * Signs out: everything leaves the screen and the cache at once, whether or not the server can be reached. Until it could
 * be told, nothing here opens with the login that was left.
 */
export function useSignOutAtOnce(): () => void {
  const client = useQueryClient();
  return () => {
    localStorage.setItem(leavingKey, 'true');
    forget(client);
    client.getMutationCache().clear();
    void client.resetQueries({ queryKey: meKey });
  };
}
