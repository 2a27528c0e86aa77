'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { extentAt, hasOpen, rootSpan, titleOf } from '@/components/traces/trace-facts';
import { TraceMenu } from '@/components/traces/trace-menu';
import { TraceNotices } from '@/components/traces/trace-notices';
import { TraceView } from '@/components/traces/trace-view';
import { CompareMenu } from '@/components/traces/compare-menu';
import { useGrowth } from '@/components/traces/use-growth';
import { useTrace } from '@/components/traces/use-trace';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Pill } from '@/components/ui/pill';
import { Skeleton } from '@/components/ui/skeleton';
import { useNow } from '@/lib/client/now';
import { spanOptions } from '@/lib/client/queries';
import { CARRIERS } from '@/lib/model/semantics';
import { DEFAULT_TRACE_LIMIT } from '@/lib/model/trace';
import type { Extent } from '@/lib/waterfall/extent';
import { NONE, type Trace } from '@/lib/waterfall/tree';

/** Of the address: how many spans to read at most. */
const LIMIT = parseAsInteger.withDefault(DEFAULT_TRACE_LIMIT).withOptions({ history: 'replace' });

/** One trace, opened by its id alone. */
export function TracePage({ traceId }: { traceId: string }) {
  const [limit, setLimit] = useQueryState('limit', LIMIT);
  const load = useTrace(traceId, limit);
  const now = useNow(useMemo(() => load.trace !== undefined && hasOpen(load.trace), [load.trace]));
  const extent = useMemo(() => (load.trace ? extentAt(load.trace, now) : undefined), [load.trace, now]);
  const { again } = load;
  useGrowth(traceId, load, extent, again);
  const root = useMemo(() => (load.trace ? rootSpan(load.trace) : NONE), [load.trace]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title={titleOf(load.trace, root)} note={<HeaderNote traceId={traceId} trace={load.trace} root={root} />} share>
        {load.trace && root !== NONE && <CompareMenu trace={load.trace} root={root} />}
        {load.trace && root !== NONE && extent && <TraceMenu trace={load.trace} title={titleOf(load.trace, root)} extent={extent} stored />}
      </PageHeader>
      <Body {...{ load, extent, traceId, limit }} onLimit={(next) => void setLimit(next)} />
    </div>
  );
}

interface BodyProps {
  readonly load: ReturnType<typeof useTrace>;
  readonly extent: Extent | undefined;
  readonly traceId: string;
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
}

function Body({ load, extent, traceId, limit, onLimit }: BodyProps) {
  const { trace, failure, state, again } = load;
  const empty = !trace || trace.columns.count === 0;
  if (failure && empty) {
    return <Failed title="This trace could not be read" message={failure.message} executed={failure.executed} onRetry={again} />;
  }
  if (state === 'done' && empty) return <NotHere traceId={traceId} again={again} />;
  if (!trace || !extent || empty) return <Loading />;
  return (
    <>
      <TraceNotices load={load} columns={trace.columns} open={extent.open} limit={limit} onLimit={onLimit} onAgain={again} />
      <TraceView key={traceId} trace={trace} extent={extent} loading={state === 'loading'} />
    </>
  );
}

function NotHere({ traceId, again }: { traceId: string; again: () => void }) {
  return (
    <EmptyState
      title="No spans of this trace are here."
      hint={
        <>
          <span className="font-mono break-all">{traceId}</span> may be older than what is kept, still on its way, or not a trace id of this
          Hearth.
        </>
      }
      action={
        <>
          <Button onClick={again}>Look again</Button>
          <Button variant="quiet" asChild>
            <Link href="/traces">All traces</Link>
          </Button>
        </>
      }
    />
  );
}

/** The shape of what is coming. */
function Loading() {
  return (
    <div role="status" aria-label="Reading the trace" className="flex min-h-0 flex-1 flex-col gap-[18px] overflow-hidden p-4">
      <Skeleton className="h-6 w-1/2" />
      {[96, 88, 70, 82, 40, 56, 64, 30].map((width, index) => (
        <div key={width} className="flex gap-8">
          <Skeleton className="h-2.5 w-56" />
          <div className="flex-1" style={{ paddingLeft: `${index * 4}%` }}>
            <div style={{ width: `${width / 1.6}%` }}>
              <Skeleton className="h-2.5" />
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}

/** The HTTP status and the tenant, which only the root's details have, and the id. */
function HeaderNote({ traceId, trace, root }: { traceId: string; trace: Trace | undefined; root: number }) {
  const spanId = root === NONE ? '' : (trace?.columns.spanIdOf(root) ?? '');
  const { data } = useQuery({ ...spanOptions(traceId, spanId), enabled: spanId !== '' });
  const value = (keys: readonly string[]): string =>
    data?.attributes.find((attribute) => keys.includes(attribute.key) && attribute.text !== '')?.text ?? '';
  const status = value(CARRIERS.httpStatus.attributes);
  const tenant = value(CARRIERS.tenant.attributes);
  return (
    <>
      {/* a narrow screen keeps the room for the name: there the id is in the menu */}
      <span className="flex items-center gap-2 max-md:hidden">
        <span className="font-mono whitespace-nowrap" title={traceId}>
          {traceId.length > 16 ? `${traceId.slice(0, 8)}…${traceId.slice(-6)}` : traceId}
        </span>
        <CopyButton text={traceId} label="Copy the trace id" />
      </span>
      {/* these come later than the rest, and nothing moves for them */}
      {status !== '' && <Pill tone={Number(status) >= 500 ? 'error' : Number(status) >= 400 ? 'warn' : 'neutral'}>{status}</Pill>}
      {tenant !== '' && (
        <span className="truncate max-lg:hidden">
          tenant <span className="text-fg">{tenant}</span>
        </span>
      )}
    </>
  );
}
