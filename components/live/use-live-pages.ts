'use client';

import { useMemo } from 'react';
import { pageQuery, type View } from '@/components/live/live-query';
import { useRowPages, type RowPages } from '@/components/records/use-row-pages';
import { millis, type TimeRange } from '@/lib/base/time';
import type { Filter } from '@/lib/model/filter';
import { mergePages } from '@/lib/query/merge-pages';

/** Spans and logs that match, newest first, page by page as one list. */
export function useLivePages(filter: Filter | undefined, view: View, range: TimeRange, enabled: boolean): RowPages {
  const spans = useRowPages((after) => pageQuery('spans', filter, view, range, after), enabled);
  const logs = useRowPages((after) => pageQuery('logs', filter, view, range, after), enabled);
  const lists = [spans, logs];
  const { rows, needed } = useMemo(
    () =>
      mergePages([
        { rows: spans.rows, more: spans.hasMore },
        { rows: logs.rows, more: logs.hasMore },
      ]),
    [spans.rows, spans.hasMore, logs.rows, logs.hasMore],
  );
  const first = <T>(of: (pages: RowPages) => T | undefined): T | undefined => of(spans) ?? of(logs);
  return {
    rows,
    loading: spans.loading || logs.loading,
    unread: first(({ error }) => error) === undefined && (spans.unread || logs.unread),
    old: spans.old || logs.old,
    partial: spans.partial || logs.partial,
    error: first(({ error }) => error),
    refreshFailure: first(({ refreshFailure }) => refreshFailure),
    moreFailure: first(({ moreFailure }) => moreFailure),
    hasMore: spans.hasMore || logs.hasMore,
    more: () => needed.forEach((index) => lists[index]?.more()),
    retryMore: () => lists.forEach((pages) => pages.moreFailure !== undefined && pages.retryMore()),
    retry: () => lists.forEach((pages) => pages.retry()),
    readAt: millis(Math.min(spans.readAt, logs.readAt)),
  };
}
