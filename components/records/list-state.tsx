'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { DAY, HOUR, millis, type Millis } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { statusOptions } from '@/lib/client/queries';
import { useTimeWindow } from '@/lib/client/time-window';

/** Records that have a page of their own, where they are listed. */
type RecordsSignal = 'spans' | 'logs';

/** Longer windows to try, shortest first. */
const LONGER: readonly { last: Millis; name: string }[] = [
  { last: HOUR, name: 'the last hour' },
  { last: DAY, name: 'the last 24 hours' },
  { last: millis(7 * DAY), name: 'the last 7 days' },
  { last: millis(30 * DAY), name: 'the last 30 days' },
];

export interface ListStateProps {
  signal: RecordsSignal;
  loading: boolean;
  problem: Error | undefined;
  /** The text of the filter. */
  filter: string;
  /** The filter does not parse. */
  invalid: boolean;
  onRetry: () => void;
  onClear: () => void;
  /** One more thing to try where nothing matches. */
  more?: ReactNode;
}

/** What would bring the first record. */
const FIRST: Readonly<Record<RecordsSignal, string>> = {
  spans: 'Point an OpenTelemetry SDK, a Collector or the Logfire SDK here and the first trace shows up by itself.',
  logs: 'Point the logs of an OpenTelemetry SDK or a Collector here, or log with the Logfire SDK, and they show up by themselves.',
};

/** What stands in the place of rows: loading, failed, nothing yet, or nothing that matches. */
export function ListState({ signal, loading, problem, filter, invalid, onRetry, onClear, more }: ListStateProps) {
  const { range, setWindow } = useTimeWindow();
  const { data: status } = useQuery(statusOptions());
  if (problem) {
    const executed = problem instanceof ApiError ? problem.details.executed : undefined;
    return <Failed title={`The ${signal} could not be read`} message={problem.message} executed={executed} onRetry={onRetry} />;
  }
  if (invalid) return <EmptyState title="The filter is not complete." hint="What is wrong is underlined above." />;
  if (loading) return <Loading signal={signal} />;
  if (status?.store[signal] === 0) {
    return (
      <EmptyState
        title={`No ${signal} have arrived yet.`}
        hint={FIRST[signal]}
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
      title={longer ? `No ${signal} match. Try ${longer.name}.` : `No ${signal} match.`}
      hint={
        filter === '' ? `None ${signal === 'spans' ? 'began' : 'came'} in this time range.` : 'None in this time range passes the filter.'
      }
      action={
        <>
          {longer && (
            <Button variant="primary" onClick={() => setWindow({ last: longer.last })}>
              Show {longer.name}
            </Button>
          )}
          {filter !== '' && <Button onClick={onClear}>Clear the filter</Button>}
          {more}
        </>
      }
    />
  );
}

function Loading({ signal }: { signal: RecordsSignal }) {
  return (
    <div role="status" aria-label={`Reading ${signal}`} className="min-h-0 flex-1 overflow-hidden px-4 pt-[26px]">
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
