import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

export type Notice = components['schemas']['Notice'];

const noticesKey = ['notices'] as const;

/** What happened to the caller, newest first; every page says how many are unread. Never asked on a timer: an idle login may end. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: noticesKey,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/me/notices', {
          params: { query: { limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** How many are unread; 0 until it is known. */
export function useUnread(): number {
  return useNotices().data?.pages[0]?.unread ?? 0;
}

/** Marks these as read, or all of them. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | 'all') =>
      answer(api.POST('/api/v1/me/notices/read', { body: ids === 'all' ? {} : { ids } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: noticesKey }),
  });
}

/** Asks for news; for where the reader moves on. It is also how a page of cached data notices that the login has ended. */
export function useAskForNews(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.refetchQueries({ queryKey: noticesKey, type: 'active' }), [client]);
}
