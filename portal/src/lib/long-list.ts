// Lists of any length. A page is added at the end; beyond a few hundred rows the first ones give way, so that the
// hundredth page is drawn as quickly as the second.
import { type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';

const mostPages = 6;

interface Place {
  /** Empty: the beginning. */
  readonly cursor: string;
  /** How many rows stand before it. */
  readonly before: number;
}

interface ListPage {
  readonly items: readonly unknown[];
  readonly next_cursor?: string | null;
}

interface LongListOptions<Page> {
  readonly queryKey: QueryKey;
  /** The page that begins at the cursor; undefined is the first one. */
  readonly page: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>;
  readonly placeholderData?: (before: unknown, query: { queryKey: QueryKey } | undefined) => unknown;
  readonly refetchOnWindowFocus?: false;
  readonly refetchOnReconnect?: false;
}

/** The list with how many of its rows have given way, and the way back to them. */
export function useLongList<Page extends ListPage>({ page, ...options }: LongListOptions<Page>) {
  const client = useQueryClient();
  const list = useInfiniteQuery({
    ...(options as { queryKey: QueryKey }),
    initialPageParam: { cursor: '', before: 0 } as Place,
    queryFn: ({ pageParam: { cursor }, signal }) => page(cursor === '' ? undefined : cursor, signal),
    getNextPageParam: ({ items, next_cursor: cursor }: Page, _: unknown, { before }: Place) =>
      cursor ? { cursor, before: before + items.length } : undefined,
    // Cursors lead forward only.
    getPreviousPageParam: () => undefined,
    maxPages: mostPages,
  });
  return {
    ...list,
    before: (list.data?.pageParams[0] as Place | undefined)?.before ?? 0,
    restart: () => void client.resetQueries({ queryKey: options.queryKey, exact: true }),
  };
}
