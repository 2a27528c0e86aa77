'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Suspense, useEffect } from 'react';
import { useLogs } from '@/components/details/use-logs';
import { SidePanel } from '@/components/records/side-panel';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import type { TimeRange } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { lazyPart } from '@/lib/client/lazy-part';
import { spanOptions } from '@/lib/client/queries';
import type { Filter } from '@/lib/model/filter';

/** All that a span's panel shows: it is fetched apart, for a list is read before one of its records is opened. */
export const SpanBody = lazyPart(() => import('@/components/details/span-body').then((module) => module.SpanBody));

export interface SpanPanelProps {
  traceId: string;
  spanId: string;
  /** How long the span worked itself, ns; left out where its trace is not at hand. */
  selfTime?: number;
  /** What to say of a span that has not ended. */
  openText: string;
  /** Where logs of the span and of its trace are looked for: the time of the trace, with a margin. */
  range: TimeRange;
  zone: Zone;
  /** Address of the list that a condition on one of its values leads to; of the spans around it where it is left out. */
  linkOf?: (condition: Filter) => string;
  onClose: () => void;
}

/** Everything of one span, by its ids alone: for the last child of a box with the class of `PANEL_ROW`. The tab is in the address. */
export function SpanPanel(props: SpanPanelProps) {
  const { traceId, spanId, range } = props;
  const { data: span, error, isPlaceholderData, refetch } = useQuery(spanOptions(traceId, spanId));
  const logs = useLogs(traceId, spanId, range);
  // beside the span itself, where it was not fetched before
  useEffect(() => SpanBody.ahead(), []);
  return (
    <SidePanel label="Span" onClose={props.onClose}>
      {error ? (
        <Failed title="This span could not be read" message={error.message} onRetry={() => void refetch()} />
      ) : span ? (
        <Suspense fallback={<Reading />}>
          <div className={clsx('flex min-h-0 flex-1 flex-col', isPlaceholderData && 'opacity-60')}>
            <SpanBody {...props} span={span} logs={logs.isPlaceholderData ? undefined : logs.data} />
          </div>
        </Suspense>
      ) : (
        <Reading />
      )}
    </SidePanel>
  );
}

function Reading() {
  return (
    <div role="status" aria-label="Reading the span" className="p-3.5">
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="mt-3 h-4 w-1/2" />
      <Skeleton className="mt-6 h-24" />
    </div>
  );
}

/** The panel of a parent that its children name and that has not come. */
export function MissingPanel({ spanId, onClose }: { spanId: string; onClose: () => void }) {
  return (
    <SidePanel label="Span" onClose={onClose}>
      <EmptyState
        title="This span has not come."
        hint={
          <>
            Its children name <span className="font-mono">{spanId}</span> as their parent. It may still be running, have been left out by
            sampling, or belong to a service that does not send here.
          </>
        }
      />
    </SidePanel>
  );
}
