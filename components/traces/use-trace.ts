'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, streamTrace } from '@/lib/client/api';
import { SpanColumns } from '@/lib/waterfall/columns';
import { buildTree, type Trace } from '@/lib/waterfall/tree';

export interface TraceLoad {
  readonly state: 'loading' | 'done' | 'failed';
  /** What has come so far; stays when the stream breaks. */
  readonly trace?: Trace;
  /** Why it stopped short of the end. */
  readonly failure?: { readonly message: string; readonly executed?: string | undefined };
}

/** The tree is built anew at most this often while spans arrive (ms), and never takes more than a quarter of the time. */
const REBUILD_EVERY = 150;

/** Streams a trace in. `again` reads it anew and keeps what is shown until the new one is whole. */
export function useTrace(traceId: string): TraceLoad & { again: () => void } {
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
    void readTrace(traceId, stop.signal, show, quiet);
    return () => stop.abort();
  }, [traceId, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return load.of === traceId ? { ...load, again } : { state: 'loading', again };
}

/** A reading that failed takes nothing away from what an earlier one has brought. */
function withMore(before: TraceLoad, next: TraceLoad): TraceLoad {
  const lost = next.state === 'failed' && before.trace && before.trace.columns.count > (next.trace?.columns.count ?? 0);
  return lost ? { ...next, trace: before.trace } : next;
}

/** Calls `show` with more and more of the trace, the last time with its end or its failure; `quiet` leaves out the middle. */
async function readTrace(traceId: string, signal: AbortSignal, show: (load: TraceLoad) => void, quiet: boolean): Promise<void> {
  let columns: SpanColumns | undefined;
  let nextBuild = 0;
  const built = (): { trace?: Trace } => (columns ? { trace: { columns, tree: buildTree(columns) } } : {});
  try {
    for await (const line of streamTrace(traceId, signal)) {
      if (line.kind === 'head') columns = new SpanColumns(line);
      else if (line.kind === 'end') {
        show(line.error === undefined ? { state: 'done', ...built() } : { state: 'failed', ...built(), failure: { message: line.error } });
      } else {
        columns?.append(line);
        const began = performance.now();
        if (quiet || began < nextBuild) continue;
        show({ state: 'loading', ...built() });
        const done = performance.now();
        nextBuild = done + Math.max(REBUILD_EVERY, 3 * (done - began));
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    const details = error instanceof ApiError ? error.details : { message: String(error) };
    show({ state: 'failed', ...built(), failure: details });
  }
}
