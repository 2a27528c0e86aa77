'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { FilterBar } from '@/components/traces/filter-bar';
import { barsOf } from '@/components/traces/histogram-bars';
import { ListState } from '@/components/traces/list-state';
import { needsDates } from '@/components/traces/needs-dates';
import { QuickFilters } from '@/components/traces/quick-filters';
import { SpanHistogram } from '@/components/traces/span-histogram';
import { SpanRows } from '@/components/traces/span-rows';
import { histogramQuery, spansQuery } from '@/components/traces/span-query';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { millis } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import { runQuery } from '@/lib/client/api';
import { answerOptions } from '@/lib/client/queries';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import type { SpanRow } from '@/lib/model/answer';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

/** Spans that match a filter: how many over time, and which. */
export function TraceListPage() {
  const { range, zone, zoom, unzoom, zoomed } = useTimeWindow();
  const [text, setText] = useQueryState('q', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const [show, setShow] = useQueryState(
    'show',
    parseAsStringLiteral(['roots', 'all']).withDefault('roots').withOptions({ history: 'push' }),
  );
  const [order, setOrder] = useQueryState(
    'sort',
    parseAsStringLiteral(['time', 'duration']).withDefault('time').withOptions({ history: 'push' }),
  );
  const parsed = useMemo(() => parseFilter(text), [text]);
  const filter = parsed.ok ? parsed.value : undefined;

  const rows = useInfiniteQuery({
    queryKey: ['answer', 'spans', spansQuery(filter, show, order, range)],
    queryFn: ({ pageParam, signal }) => runQuery(spansQuery(filter, show, order, range, pageParam), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.kind === 'rows' ? last.next : undefined),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled: parsed.ok,
  });
  const counts = useMemo(() => histogramQuery(filter, show, range), [filter, show, range]);
  const histogram = useQuery({ ...answerOptions(counts), enabled: parsed.ok });
  const total = useMemo(() => barsOf(histogram.data).total, [histogram.data]);
  const spans = useMemo(
    () =>
      (rows.data?.pages ?? []).flatMap((page) =>
        page.kind === 'rows' ? page.rows.filter((row): row is SpanRow => row.signal === 'spans') : [],
      ),
    [rows.data],
  );
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = rows;
  const more = useCallback(() => {
    // after a failure only the button asks again
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);
  useShortcuts(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: 'Traces', run: unzoom }] : []);
  const partial = rows.data?.pages.some((page) => page.partial) ?? false;
  const apply = (next: string) => void setText(next === '' ? null : next);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Traces" time share />
      <div className="flex shrink-0 flex-wrap items-start gap-1.5 border-b border-line px-4 py-2 max-md:px-3">
        <FilterBar text={text} range={range} onApply={apply} />
        <QuickFilters
          filter={filter}
          show={show}
          order={order}
          disabled={!parsed.ok}
          onFilter={(next) => apply(printFilter(next))}
          onShow={(next) => void setShow(next)}
          onOrder={(next) => void setOrder(next)}
        />
      </div>
      <SpanHistogram
        answer={histogram.data}
        range={range}
        step={millis(counts.frame.step)}
        zone={zone}
        old={histogram.isPlaceholderData}
        onZoom={zoom}
        onUnzoom={unzoom}
      />
      {spans.length === 0 || rows.isLoadingError ? (
        <ListState
          loading={parsed.ok && rows.isPending}
          problem={rows.error ?? undefined}
          filter={text}
          invalid={!parsed.ok}
          show={show}
          onRetry={() => void rows.refetch()}
          onClear={() => apply('')}
          onShowAll={() => void setShow('all')}
        />
      ) : (
        <>
          <p role="status" className="flex h-[26px] shrink-0 items-center gap-3.5 border-b border-line px-4 text-xs text-fg-3 max-md:px-3">
            <span>
              {loadedText(spans.length, total, rows.hasNextPage)} {show === 'roots' ? 'trace' : 'span'}
              {spans.length === 1 && !rows.hasNextPage ? '' : 's'}
            </span>
            {partial && <span className="text-warn">a limit cut this answer: it is not all there is</span>}
            {rows.isRefetchError && <span className="text-error">could not be refreshed: {rows.error.message}</span>}
          </p>
          <SpanRows
            // a new question starts at the top
            key={`${text} ${show} ${order}`}
            question={`${text} ${show} ${order}`}
            spans={spans}
            zone={zone}
            dated={needsDates(range)}
            now={millis(rows.dataUpdatedAt)}
            old={rows.isPlaceholderData}
            hasMore={rows.hasNextPage && !isFetchNextPageError}
            onMore={more}
            foot={
              <Foot
                hasMore={rows.hasNextPage}
                failure={isFetchNextPageError ? (rows.error?.message ?? '') : undefined}
                count={spans.length}
                onRetry={() => void fetchNextPage()}
              />
            }
          />
        </>
      )}
    </div>
  );
}

/** "100 of 21 304 loaded": the whole is counted by the histogram, which may be a moment older. */
function loadedText(loaded: number, total: number, hasMore: boolean): string {
  if (!hasMore) return formatInteger(loaded);
  return total > loaded ? `${formatInteger(loaded)} loaded of ${formatInteger(total)}` : `${formatInteger(loaded)} loaded, more below:`;
}

function Foot({ hasMore, failure, count, onRetry }: { hasMore: boolean; failure: string | undefined; count: number; onRetry: () => void }) {
  return (
    <div className="flex h-10 items-center justify-center gap-2 text-xs text-fg-3">
      {failure !== undefined ? (
        <>
          <span className="text-error">The next rows could not be read: {failure}</span>
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        </>
      ) : hasMore ? (
        'reading more …'
      ) : (
        `That is all${count === 1 ? '' : `: ${formatInteger(count)}`}.`
      )}
    </div>
  );
}
