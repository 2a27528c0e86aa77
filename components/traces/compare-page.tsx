'use client';

import { ArrowLeftRight } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { CompareBody } from '@/components/traces/compare-body';
import { compareAddress } from '@/components/traces/compare-address';
import { extentAt, hasOpen, rootSpan, titleOf } from '@/components/traces/trace-facts';
import { useTrace, type TraceLoad } from '@/components/traces/use-trace';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { millisFromNanos, nanosFromText } from '@/lib/base/time';
import { counted, formatDuration, formatInteger } from '@/lib/base/units';
import { formatInstant } from '@/lib/client/format-time';
import { useNow } from '@/lib/client/now';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Extent } from '@/lib/waterfall/extent';
import { selfTimes } from '@/lib/waterfall/self-time';
import type { TracePart } from '@/lib/waterfall/call-tree';
import type { Trace } from '@/lib/waterfall/tree';

interface Side {
  readonly traceId: string;
  /** A for the trace that the other is compared with, which is B. */
  readonly letter: 'A' | 'B';
  readonly load: TraceLoad & { again: () => void };
  readonly extent: Extent | undefined;
  readonly part: TracePart | undefined;
}

/** Reads one of the two; what it adds up to once it is whole. */
function useSide(traceId: string, letter: Side['letter']): Side {
  const load = useTrace(traceId);
  const { trace, state } = load;
  const now = useNow(useMemo(() => trace !== undefined && hasOpen(trace), [trace]));
  const extent = useMemo(() => (trace ? extentAt(trace, now) : undefined), [trace, now]);
  const openEnd = extent?.openEnd;
  const part = useMemo(
    () =>
      trace && trace.columns.count > 0 && openEnd !== undefined && state !== 'loading'
        ? { trace, self: selfTimes(trace.columns, trace.tree, openEnd), openEnd }
        : undefined,
    [trace, state, openEnd],
  );
  return { traceId, letter, load, extent, part };
}

/** Two traces side by side: the second against the first. */
export function ComparePage({ firstId, secondId }: { firstId: string; secondId: string }) {
  const first = useSide(firstId, 'A');
  const second = useSide(secondId, 'B');
  const problem = [first, second].find(({ load, part }) => load.state !== 'loading' && !part);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Compare traces" share>
        <Button asChild>
          <Link href={compareAddress(secondId, firstId)}>
            <ArrowLeftRight size={13} aria-hidden /> Swap
          </Link>
        </Button>
      </PageHeader>
      <div className="grid shrink-0 grid-cols-2 border-b border-line text-sm max-md:grid-cols-1">
        <SideSummary side={first} />
        <SideSummary side={second} />
      </div>
      {problem ? (
        <Problem side={problem} />
      ) : first.part && second.part ? (
        <CompareBody first={first.part} second={second.part} />
      ) : (
        <div role="status" aria-label="Reading the traces" className="flex flex-col gap-4 p-4">
          {[60, 72, 48, 66, 40].map((width) => (
            <div key={width} style={{ width: `${width}%` }}>
              <Skeleton className="h-2.5" />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function Problem({ side: { traceId, letter, load } }: { side: Side }) {
  if (load.failure) {
    const { message, executed } = load.failure;
    return <Failed title={`Trace ${letter} could not be read`} message={message} executed={executed} onRetry={load.again} />;
  }
  return (
    <EmptyState
      title={`No spans of trace ${letter} are here.`}
      hint={
        <>
          <span className="font-mono break-all">{traceId}</span> may be older than what is kept, or not a trace id of this Hearth.
        </>
      }
      action={<Button onClick={load.again}>Look again</Button>}
    />
  );
}

function SideSummary({ side: { traceId, letter, load, extent } }: { side: Side }) {
  return (
    <div className="flex min-w-0 items-center gap-x-3 px-4 py-2 not-first:border-l not-first:border-line max-md:flex-wrap max-md:px-3 max-md:not-first:border-l-0">
      <b aria-hidden className="w-5 shrink-0 rounded-[3px] bg-hover text-center text-xs font-semibold">
        {letter}
      </b>
      <Link href={`/traces/${traceId}`} className="min-w-0 truncate font-medium hover:underline max-md:flex-1" title={traceId}>
        <span className="sr-only">Trace {letter}: </span>
        {titleOf(load.trace, load.trace ? rootSpan(load.trace) : -1)}
      </Link>
      {/* on a narrow screen a line of its own, which is there before they are */}
      <span className="flex min-w-0 flex-wrap gap-x-3 text-xs text-fg-3 max-md:min-h-[1lh] max-md:w-full max-md:pl-8">
        {load.trace && extent && <SideFigures trace={load.trace} extent={extent} load={load} />}
      </span>
    </div>
  );
}

function SideFigures({ trace: { columns }, extent, load }: { trace: Trace; extent: Extent; load: TraceLoad }) {
  const { zone, refreshedAt } = useTimeWindow();
  const errors = useMemo(() => {
    let found = 0;
    for (let span = 0; span < columns.count; span += 1) if (columns.isError(span)) found += 1;
    return found;
  }, [columns]);
  return (
    <>
      <span className="whitespace-nowrap">
        <b className="font-semibold text-fg">{formatDuration(extent.to - extent.from)}</b>{' '}
        {formatInstant(millisFromNanos(nanosFromText(columns.origin)), zone, refreshedAt)}
      </span>
      <span className={load.more ? 'text-warn' : undefined}>
        {formatInteger(columns.count)}
        {load.more === true && load.head && ` of ${formatInteger(load.head.total)}`} spans
      </span>
      {errors > 0 && <span className="text-error">{counted(errors, 'error')}</span>}
      {load.failure && <span className="text-error">stopped short: {load.failure.message}</span>}
    </>
  );
}
