'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { millis, type Millis } from '@/lib/base/time';
import { runQuery } from '@/lib/client/query-batch';
import type { RecordRow } from '@/lib/model/answer';
import type { Query, RowsSpec } from '@/lib/model/query';

export interface RowPages {
  readonly rows: readonly RecordRow[];
  /** Nothing has come yet. */
  readonly loading: boolean;
  /** Nothing of this question has come yet, not even that it failed. */
  readonly unread: boolean;
  /** The rows are those of the question before. */
  readonly old: boolean;
  /** A limit cut an answer. */
  readonly partial: boolean;
  readonly error: Error | undefined;
  /** Why the rows that are there could not be refreshed. */
  readonly refreshFailure: string | undefined;
  /** Why the next page could not be read. */
  readonly moreFailure: string | undefined;
  readonly hasMore: boolean;
  /** Asks for the next page; does nothing while one is under way, nor after a failure. */
  readonly more: () => void;
  /** Asks for the next page after a failure. */
  readonly retryMore: () => void;
  readonly retry: () => void;
  /** When the rows were read. */
  readonly readAt: Millis;
}

/** Rows page by page; `queryOf` makes the query of a page from the cursor of the one before. */
export function useRowPages(queryOf: (after?: string) => Query<RowsSpec>, enabled: boolean): RowPages {
  const pages = useInfiniteQuery({
    queryKey: ['answer', 'pages', queryOf()],
    queryFn: ({ pageParam, signal }) => runQuery(queryOf(pageParam), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.kind === 'rows' ? last.next : undefined),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled,
  });
  const { data, error, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = pages;
  const rows = useMemo(() => (data?.pages ?? []).flatMap((page) => (page.kind === 'rows' ? page.rows : [])), [data]);
  const more = useCallback(() => {
    // after a failure only the button asks again
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);
  return {
    rows: pages.isLoadingError ? [] : rows,
    loading: enabled && pages.isPending,
    unread: pages.dataUpdatedAt === 0 && error === null,
    old: pages.isPlaceholderData,
    partial: data?.pages.some((page) => page.partial) ?? false,
    error: error ?? undefined,
    refreshFailure: pages.isRefetchError ? error?.message : undefined,
    moreFailure: isFetchNextPageError ? error?.message : undefined,
    hasMore: pages.hasNextPage,
    more,
    retryMore: () => void fetchNextPage(),
    retry: () => void pages.refetch(),
    readAt: millis(pages.dataUpdatedAt),
  };
}
