'use client';

import { Search } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { ListFoot } from '@/components/records/list-foot';
import { RecordGrid } from '@/components/records/record-grid';
import { useShownTrace } from '@/components/traces/shown-trace';
import type { LogEntry } from '@/components/traces/trace-log-entries';
import { TraceLogRow } from '@/components/traces/trace-log-row';
import { useTraceLogs, type TraceLogs } from '@/components/traces/use-trace-logs';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { nanosFromText } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import { ApiError } from '@/lib/client/api';
import { LEVELS } from '@/lib/query/filter-value';
import { NONE, rowId, rowWithId } from '@/lib/waterfall/tree';

const LEAST = ['any', 'info', 'warn', 'error'] as const;
const LEAST_NAMES: Readonly<Record<(typeof LEAST)[number], string>> = {
  any: 'any severity',
  info: 'info and worse',
  warn: 'warnings and worse',
  error: 'errors',
};

/** All logs of the trace and all events of its spans, oldest first. */
export function TraceLogsTab() {
  const { trace, range, zone, select, selected } = useShownTrace();
  const [text, setText] = useQueryState('has', parseAsString.withDefault('').withOptions({ throttleMs: 200 }));
  const [least, setLeast] = useQueryState('least', parseAsStringLiteral(LEAST).withDefault('any'));
  const logs = useTraceLogs({ trace, range }, text, least === 'any' ? 0 : LEVELS[least]);
  const { entries, pages } = logs;
  const { columns, tree } = trace;
  const origin = nanosFromText(columns.origin);
  const selectedId = selected === NONE ? '' : rowId(trace, selected);
  const open = ({ spanId }: LogEntry) => {
    const row = spanId === '' ? NONE : rowWithId(trace, spanId);
    if (row !== NONE) select(row);
  };
  const spanName = (spanId: string): string | undefined => {
    const row = spanId === '' ? NONE : rowWithId(trace, spanId);
    const span = row === NONE ? NONE : (tree.span[row] ?? NONE);
    return span === NONE ? undefined : columns.labelOf(span);
  };
  const filtered = text.trim() !== '' || least !== 'any';
  return (
    <section aria-label="Logs" className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-xs text-fg-3 max-md:px-3">
        <Input
          label="Find in the logs"
          placeholder="find in the logs"
          icon={<Search size={13} aria-hidden />}
          value={text}
          onChange={(event) => void setText(event.target.value === '' ? null : event.target.value)}
          className="w-56 max-md:w-40"
        />
        <Select
          label="Severity"
          value={least}
          onChange={(value) => void setLeast(value)}
          options={LEAST.map((value) => ({ value, label: LEAST_NAMES[value] }))}
        />
        <EventsNote logs={logs} />
      </div>
      {pages.error && !pages.rows.length ? (
        <Failed
          title="The logs could not be read"
          message={pages.error.message}
          executed={pages.error instanceof ApiError ? pages.error.details.executed : undefined}
          onRetry={pages.retry}
        />
      ) : pages.loading || (entries.length === 0 && logs.readingEvents) ? (
        <div role="status" aria-label="Reading the logs" className="flex flex-col gap-4 p-4">
          {[60, 72, 48, 66].map((width) => (
            <div key={width} style={{ width: `${width}%` }}>
              <Skeleton className="h-2.5" />
            </div>
          ))}
        </div>
      ) : entries.length === 0 ? (
        <EmptyState
          title={filtered ? 'No logs match.' : 'No logs were written within this trace.'}
          hint={filtered ? 'Neither a log nor a span event passes the filter.' : 'Nor do its spans have events.'}
          action={
            filtered && (
              <Button
                onClick={() => {
                  void setText(null);
                  void setLeast(null);
                }}
              >
                Clear the filter
              </Button>
            )
          }
        />
      ) : (
        <RecordGrid
          label="Logs of the trace"
          page="Trace"
          question={JSON.stringify([columns.traceId, text, least])}
          rows={entries}
          old={pages.old}
          hasMore={pages.hasMore}
          onMore={pages.more}
          opens="Open the span of the log"
          onOpen={open}
          render={(entry, index, active) => (
            <TraceLogRow
              key={index}
              {...{ entry, index, origin, zone, active }}
              span={spanName(entry.spanId)}
              selected={selectedId !== '' && entry.spanId === selectedId}
              onOpen={() => open(entry)}
            />
          )}
          foot={pages.hasMore || pages.moreFailure !== undefined ? <ListFoot pages={pages} /> : null}
        />
      )}
    </section>
  );
}

/** Which spans' events are here, where that is not all. */
function EventsNote({ logs }: { logs: TraceLogs }) {
  const { spansWithEvents, spansRead, readingEvents, eventsError, moreEvents, retryEvents } = logs;
  if (eventsError) {
    return (
      <span role="status" className="flex items-center gap-2 text-error">
        Some span events could not be read: {eventsError.message}
        <Button size="small" onClick={retryEvents}>
          Try again
        </Button>
      </span>
    );
  }
  if (readingEvents) return <span role="status">reading span events …</span>;
  if (spansRead === spansWithEvents) return null;
  return (
    <span role="status" className="flex items-center gap-2 text-warn">
      Events of the first {formatInteger(spansRead)} of {formatInteger(spansWithEvents)} spans that have some
      <Button size="small" onClick={moreEvents}>
        Read more
      </Button>
    </span>
  );
}
