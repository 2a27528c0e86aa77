'use client';

import { useEffect } from 'react';
import type { TraceLoad } from '@/components/traces/use-trace';
import { millisFromNanos, MINUTE, nanosFromText, nowMillis, SECOND } from '@/lib/base/time';
import { fetchTraceHead } from '@/lib/client/trace-stream';
import type { TraceHead } from '@/lib/model/trace';
import type { Extent } from '@/lib/waterfall/extent';

/** How soon a trace that may grow is looked at again, and how seldom one that has not grown for a while; ms. */
const SOON = 2 * SECOND;
const SELDOM = 30 * SECOND;
const BACK_OFF = 1.6;

/** A reading takes at most this part of the time. */
const SHARE = 4;

/** A trace whose last span ended before that has stopped growing, unless some are running; ms. */
const LIVELY = 5 * MINUTE;

/**
 * Calls `again` when the store has more of the trace than was read: it asks for the figures alone, ever more seldom while
 * they stay, and not at all while nobody looks or when the trace has been quiet for long. What can't be asked is asked later.
 */
export function useGrowth(traceId: string, load: TraceLoad, extent: Extent | undefined, again: () => void): void {
  const { state, head, took = 0 } = load;
  const running = extent?.open === 'running';
  // of a running trace the end moves on with each second: what counts is that it runs
  const end = head && extent && !running ? millisFromNanos(nanosFromText(head.origin)) + extent.to / 1e6 : undefined;
  useEffect(() => {
    if (state !== 'done' || !head) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let delay = Math.max(SOON, took * SHARE);
    const wait = (): void => {
      timer = setTimeout(() => void look(), delay);
      delay = Math.max(delay, Math.min(SELDOM, delay * BACK_OFF));
    };
    const look = async (): Promise<void> => {
      if (end !== undefined && nowMillis() - end > LIVELY) return;
      const now = document.hidden ? head : await fetchTraceHead(traceId, stop.signal).catch(() => head);
      if (stop.signal.aborted) return;
      if (same(now, head)) wait();
      else again();
    };
    wait();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [traceId, state, head, took, end, again]);
}

function same(now: TraceHead, before: TraceHead): boolean {
  return now.total === before.total && now.open === before.open && now.errors === before.errors;
}
