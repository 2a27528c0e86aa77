'use client';

import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useRowPages, type RowPages } from '@/components/records/use-row-pages';
import type { ShownTrace } from '@/components/traces/shown-trace';
import { ofTrace } from '@/components/traces/use-log-count';
import { eventEntries, filteredEvents, merged, type LogEntry } from '@/components/traces/trace-log-entries';
import { MINUTE, type TimeRange } from '@/lib/base/time';
import { spanOptions } from '@/lib/client/queries';
import { allOf } from '@/lib/model/all-of';
import type { LogRow } from '@/lib/model/answer';
import type { Filter } from '@/lib/model/filter';
import type { Query, RowsSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import type { SpanDetail } from '@/lib/model/trace';

/** Logs asked for at once. */
const PAGE_ROWS = 500;
/** Spans whose events are read at once: each is a question of its own. */
const SPANS_AT_ONCE = 50;

function logsQuery(traceId: string, text: string, severity: number, range: TimeRange, after?: string): Query<RowsSpec> {
  const holds: Filter | undefined = text.trim() === '' ? undefined : { op: 'contains', field: record('body'), value: text.trim() };
  const severe: Filter | undefined = severity === 0 ? undefined : { op: 'gte', field: record('severity'), value: severity };
  const where = allOf(ofTrace(traceId), allOf(severe, holds)) ?? ofTrace(traceId);
  const spec: RowsSpec = {
    ...({ kind: 'rows', source: { signal: 'logs' }, where, limit: PAGE_ROWS, fields: [], orderBy: 'oldest', traceSummary: false } as const),
    ...(after === undefined ? {} : { after }),
  };
  return { spec, frame: { range, step: MINUTE } };
}

function readEvents(results: UseQueryResult<SpanDetail>[]) {
  return {
    events: results.flatMap(({ data, isPlaceholderData }) => (data && !isPlaceholderData ? eventEntries(data) : [])),
    pending: results.some(({ isPending, isPlaceholderData }) => isPending || isPlaceholderData),
    error: results.find(({ error }) => error !== null)?.error ?? undefined,
    retry: () => {
      for (const result of results) if (result.error !== null) void result.refetch();
    },
  };
}

export interface TraceLogs {
  readonly entries: readonly LogEntry[];
  readonly pages: RowPages;
  /** Spans that have events, and of how many of them, the earliest, these have been read. */
  readonly spansWithEvents: number;
  readonly spansRead: number;
  readonly readingEvents: boolean;
  /** Why the events of some spans could not be read. */
  readonly eventsError: Error | undefined;
  readonly moreEvents: () => void;
  readonly retryEvents: () => void;
}

/** The logs and span events of a trace that hold `text` and are of at least this severity, oldest first. */
export function useTraceLogs({ trace, range }: Pick<ShownTrace, 'trace' | 'range'>, text: string, severity: number): TraceLogs {
  const { columns } = trace;
  const { traceId } = columns;
  const pages = useRowPages(
    useCallback((after?: string) => logsQuery(traceId, text, severity, range, after), [traceId, text, severity, range]),
    true,
  );
  const [limit, setLimit] = useState(SPANS_AT_ONCE);
  const withEvents = useMemo(() => {
    const ids: string[] = [];
    for (let span = 0; span < columns.count; span += 1) if ((columns.events[span] ?? 0) > 0) ids.push(columns.spanIdOf(span));
    return ids;
  }, [columns]);
  const details = useQueries({
    queries: withEvents.slice(0, limit).map((spanId) => spanOptions(traceId, spanId)),
    combine: readEvents,
  });
  const entries = useMemo(() => {
    const logs = pages.rows.filter((row): row is LogRow => row.signal === 'logs');
    return merged(logs, filteredEvents(details.events, text, severity), pages.hasMore);
  }, [pages.rows, pages.hasMore, details.events, text, severity]);
  return {
    ...{ entries, pages, spansWithEvents: withEvents.length, spansRead: Math.min(limit, withEvents.length) },
    ...{ readingEvents: details.pending, eventsError: details.error, retryEvents: details.retry },
    moreEvents: () => setLimit((before) => before + SPANS_AT_ONCE),
  };
}
