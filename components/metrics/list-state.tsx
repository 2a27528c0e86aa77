'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { DAY } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { statusOptions } from '@/lib/client/queries';
import { useTimeWindow } from '@/lib/client/time-window';

/** Why the metrics could not be read. */
export function MetricsFailed({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  const executed = problem instanceof ApiError ? problem.details.executed : undefined;
  return <Failed title="The metrics could not be read" message={problem.message} executed={executed} onRetry={onRetry} />;
}

/** What stands in the place of the list while nobody has answered. */
export function MetricsLoading() {
  return (
    <div role="status" aria-label="Reading metrics" className="min-h-0 flex-1 overflow-hidden px-4 pt-7">
      {Array.from({ length: 20 }, (_, index) => (
        <div key={index} className="flex h-7 items-center gap-4">
          <Skeleton className={['h-2.5 w-1/4', 'h-2.5 w-1/3', 'h-2.5 w-1/5'][index % 3] ?? ''} />
          <Skeleton className="h-2.5 w-16 max-md:hidden" />
          <Skeleton className="h-2.5 w-1/4 max-lg:hidden" />
          <Skeleton className="ml-auto h-2.5 w-28" />
        </div>
      ))}
    </div>
  );
}

/** Why there are no metrics, and the nearest thing to try. */
export function NoMetrics({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { range, setWindow } = useTimeWindow();
  const { data: status } = useQuery(statusOptions());
  if (filtered) {
    return (
      <EmptyState
        title="No metric fits."
        hint="None in this time range has these words, this kind and these services."
        action={<Button onClick={onClear}>Show all metrics</Button>}
      />
    );
  }
  if (status?.store.points === 0) {
    return (
      <EmptyState
        title="No metrics have arrived yet."
        hint="Give an OpenTelemetry SDK a metric reader with an OTLP exporter, or let a Collector scrape and send them. They show up here by themselves."
        action={
          <Button variant="primary" asChild>
            <Link href="/connect">How to send metrics</Link>
          </Button>
        }
      />
    );
  }
  const longer = range.to - range.from < DAY;
  return (
    <EmptyState
      title="No metrics in this time range."
      hint="No point of any metric lies in it."
      action={
        longer && (
          <Button variant="primary" onClick={() => setWindow({ last: DAY })}>
            Show the last 24 hours
          </Button>
        )
      }
    />
  );
}
