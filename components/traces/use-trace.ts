'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/lib/client/api';
import { Pace } from '@/lib/client/pace';
import { streamTrace } from '@/lib/client/trace-stream';
import { DEFAULT_TRACE_LIMIT, type TraceHead } from '@/lib/model/trace';
import { SpanColumns } from '@/lib/waterfall/columns';
import { buildTreeInSteps, type Trace } from '@/lib/waterfall/tree';

export interface TraceLoad {
  readonly state: 'loading' | 'done' | 'failed';
  /** What has come so far; stays when the stream breaks. */
  readonly trace?: Trace;
  /** What the store had when the reading began. */
  readonly head?: TraceHead;
  /** How many spans were asked for. */
  readonly limit?: number;
  /** True where the store has more than the limit let through. */
  readonly more?: boolean;
  /** How long the reading took, ms. */
  readonly took?: number;
  /** Why it stopped short of the end. */
  readonly failure?: { readonly message: string; readonly executed?: string | undefined };
}

/** A tree that is shown while spans arrive is built anew when there are this many times as many: all but the last cost little. */
const GROWTH = 4;

/** Streams a trace in, `limit` spans at most. `again` reads it anew and keeps what is shown until the new one is whole. */
export function useTrace(traceId: string, limit = DEFAULT_TRACE_LIMIT): TraceLoad & { again: () => void } {
  const [load, setLoad] = useState<TraceLoad & { of: string }>({ of: traceId, state: 'loading' });
  const [round, setRound] = useState(0);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    const quiet = shown.current === traceId;
    if (!quiet) setLoad({ of: traceId, state: 'loading' });
    const show = (next: TraceLoad) => {
      if (stop.signal.aborted) return;
      if (next.trace) shown.current = traceId;
      setLoad((before) => ({ of: traceId, ...(before.of === traceId ? withMore(before, next) : next) }));
    };
    void readTrace({ traceId, limit, quiet }, stop.signal, show);
    return () => stop.abort();
  }, [traceId, limit, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return load.of === traceId ? { ...load, again } : { state: 'loading', again };
}

/** A reading that failed takes nothing away from what an earlier one has brought. */
function withMore(before: TraceLoad, next: TraceLoad): TraceLoad {
  const lost = next.state === 'failed' && before.trace && before.trace.columns.count > (next.trace?.columns.count ?? 0);
  return lost ? { ...before, state: next.state, ...(next.failure ? { failure: next.failure } : {}) } : next;
}

interface Reading {
  readonly traceId: string;
  readonly limit: number;
  /** Shows nothing before the end. */
  readonly quiet: boolean;
}

/** Calls `show` with more and more of the trace, the last time with its end or its failure. */
async function readTrace({ traceId, limit, quiet }: Reading, signal: AbortSignal, show: (load: TraceLoad) => void): Promise<void> {
  const began = performance.now();
  const pace = new Pace();
  let head: TraceHead | undefined;
  let columns: SpanColumns | undefined;
  let built: Trace | undefined;
  const current = async (): Promise<Pick<TraceLoad, 'head' | 'trace'>> => {
    if (!head || !columns) return {};
    if (built?.tree.rowOf.length !== columns.count) built = { columns, tree: await pace.run(buildTreeInSteps(columns)) };
    return { head, trace: built };
  };
  try {
    for await (const part of streamTrace(traceId, { limit }, signal)) {
      if (part.kind === 'head') {
        head = part;
        columns = new SpanColumns(part, Math.min(part.total, limit));
      } else if (part.kind === 'end') {
        const so = { ...(await current()), limit, more: part.more, took: performance.now() - began };
        show(part.error === undefined ? { state: 'done', ...so } : { state: 'failed', ...so, failure: { message: part.error } });
      } else if (columns) {
        columns.append(part);
        // when the last span has come the end is next, and shows all of them
        const whole = columns.count >= Math.min(columns.total, limit);
        if (!quiet && !whole && columns.count >= GROWTH * (built?.tree.rowOf.length ?? 0)) show({ state: 'loading', ...(await current()) });
        await pace.step();
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    const failure = error instanceof ApiError ? error.details : { message: String(error) };
    show({ state: 'failed', ...(await current()), failure });
  }
}
