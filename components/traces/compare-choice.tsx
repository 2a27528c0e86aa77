'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { compareAddress } from '@/components/traces/compare-address';
import { useCandidates } from '@/components/traces/use-candidates';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { millisFromNanos, nanosFromText, nowMillis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Trace } from '@/lib/waterfall/tree';

const TRACE_ID = /^[0-9a-f]{32}$/;

/** Which trace to compare with: by its id, or one of those that begin the same way. */
export function CompareChoice({ trace, root }: { trace: Trace; root: number }) {
  const { traceId } = trace.columns;
  const router = useRouter();
  const { zone } = useTimeWindow();
  const [text, setText] = useState('');
  const { candidates, error, retry } = useCandidates(trace, root);
  const id = text.trim().toLowerCase();
  const valid = TRACE_ID.test(id) && id !== traceId;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (valid) router.push(compareAddress(traceId, id));
  };
  return (
    <div className="flex flex-col gap-4 text-sm">
      <form onSubmit={onSubmit} className="flex gap-2">
        <Input
          label="Trace id"
          placeholder="trace id"
          autoFocus
          value={text}
          invalid={text.trim() !== '' && !valid}
          onChange={(event) => setText(event.target.value)}
          className="flex-1 font-mono"
        />
        <Button type="submit" variant="primary" disabled={!valid}>
          Compare
        </Button>
      </form>
      {text.trim() !== '' && !valid && (
        <p role="alert" className="text-xs text-error">
          {id === traceId ? 'That is this trace itself.' : 'A trace id has 32 digits, 0 to 9 and a to f.'}
        </p>
      )}
      <div>
        <h3 className="mb-1 text-xs text-fg-3">Others that begin the same way, within a day</h3>
        {error ? (
          <p className="flex items-center gap-2 text-error">
            They could not be read: {error.message}
            <Button size="small" onClick={retry}>
              Try again
            </Button>
          </p>
        ) : candidates === undefined ? (
          <Skeleton className="h-28" />
        ) : candidates.length === 0 ? (
          <p className="text-fg-3">There is no other.</p>
        ) : (
          <ul className="flex flex-col">
            {candidates.map(({ why, span }) => (
              <li key={`${why} ${span.traceId}`}>
                <Link
                  href={compareAddress(traceId, span.traceId)}
                  className="grid h-7 grid-cols-[64px_minmax(0,1fr)_auto_auto] items-center gap-3 rounded-md px-2 hover:bg-hover"
                >
                  <span className="text-xs text-fg-3">{why}</span>
                  <span className="truncate">{span.message || span.name}</span>
                  <span className="text-xs text-fg-3">{formatInstant(millisFromNanos(nanosFromText(span.time)), zone, nowMillis())}</span>
                  <span className={span.status === 'Error' ? 'text-error' : ''}>{formatDuration(Number(span.duration))}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
