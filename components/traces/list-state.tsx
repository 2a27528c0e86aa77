'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { Show } from '@/components/traces/span-query';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { DAY, HOUR, millis, type Millis } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { statusOptions } from '@/lib/client/queries';
import { useTimeWindow } from '@/lib/client/time-window';

/** Longer windows to try, shortest first. */
const LONGER: readonly { last: Millis; name: string }[] = [
  { last: HOUR, name: 'the last hour' },
  { last: DAY, name: 'the last 24 hours' },
  { last: millis(7 * DAY), name: 'the last 7 days' },
  { last: millis(30 * DAY), name: 'the last 30 days' },
];

export interface ListStateProps {
  loading: boolean;
  problem: Error | undefined;
  /** The text of the filter. */
  filter: string;
  /** The filter does not parse. */
  invalid: boolean;
  show: Show;
  onRetry: () => void;
  onClear: () => void;
  onShowAll: () => void;
}

/** What stands in the place of rows: loading, failed, nothing yet, or nothing that matches. */
export function ListState({ loading, problem, filter, invalid, show, onRetry, onClear, onShowAll }: ListStateProps) {
  const { range, setWindow } = useTimeWindow();
  const { data: status } = useQuery(statusOptions());
  if (problem) {
    const executed = problem instanceof ApiError ? problem.details.executed : undefined;
    return <Failed title="The spans could not be read" message={problem.message} executed={executed} onRetry={onRetry} />;
  }
  if (invalid) return <EmptyState title="The filter is not complete." hint="What is wrong is underlined above." />;
  if (loading) return <Loading />;
  if (status?.store.spans === 0) {
    return (
      <EmptyState
        title="No spans have arrived yet."
        hint="Point an OpenTelemetry SDK, a Collector or the Logfire SDK here and the first trace shows up by itself."
        action={
          <Button variant="primary" asChild>
            <Link href="/connect">Connect your app</Link>
          </Button>
        }
      />
    );
  }
  const longer = LONGER.find(({ last }) => last > range.to - range.from);
  return (
    <EmptyState
      title={longer ? `No spans match. Try ${longer.name}.` : 'No spans match.'}
      hint={filter === '' ? 'None began in this time range.' : 'None in this time range passes the filter.'}
      action={
        <>
          {longer && (
            <Button variant="primary" onClick={() => setWindow({ last: longer.last })}>
              Show {longer.name}
            </Button>
          )}
          {filter !== '' && <Button onClick={onClear}>Clear the filter</Button>}
          {show === 'roots' && <Button onClick={onShowAll}>Look at all spans, not only roots</Button>}
        </>
      }
    />
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Reading spans" className="min-h-0 flex-1 overflow-hidden px-4 pt-[26px]">
      {Array.from({ length: 24 }, (_, index) => (
        <div key={index} className="flex h-7 items-center gap-4">
          <Skeleton className="h-2.5 w-20" />
          <Skeleton className="h-2.5 w-24 max-md:hidden" />
          <Skeleton className={['h-2.5 w-1/2', 'h-2.5 w-1/3', 'h-2.5 w-2/5'][index % 3] ?? ''} />
        </div>
      ))}
    </div>
  );
}
