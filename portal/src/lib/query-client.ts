// One cache for the page. What somebody else changed shows on the next click: nothing counts as fresh for long.
import { MutationCache, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { hasStatus, NetworkFailure } from '@/lib/problem';

export const meKey = ['me'] as const;

/** A login that ended elsewhere, or rights that changed: ask again who we are and what is allowed. */
function onFailure(client: QueryClient, error: unknown): void {
  if (hasStatus(error, 401, 403, 404, 410)) void client.invalidateQueries({ queryKey: meKey });
}

/** A request past the cache: it too tells of a login that has ended, and whoever signs in again finds the draft where it was. */
export async function noticingEndedLogin<T>(client: QueryClient, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (hasStatus(error, 401)) void client.invalidateQueries({ queryKey: meKey });
    throw error;
  }
}

/** Part of a team's page was refused: ask for the team itself, which says whether it is still ours to see. */
function onRefusedPart(client: QueryClient, error: unknown, [area, team, part]: QueryKey): void {
  if (area !== 'team' || part === 'team' || !hasStatus(error, 403, 404)) return;
  void client.invalidateQueries({ queryKey: [area, team, 'team'] });
}

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== meKey[0]) onFailure(client, error);
        onRefusedPart(client, error, query.queryKey);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        onFailure(client, error);
        if (hasStatus(error, 403, 404, 409)) void client.invalidateQueries({ queryKey: ['team'] });
      },
    }),
    defaultOptions: {
      // Offline, a request is tried and fails where it was made: one that waited would show nothing and be sent by itself later.
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 0,
        retry: (failures, error) => error instanceof NetworkFailure && failures < 1,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
