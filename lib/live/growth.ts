/** By how much traces grew. */
import type { TraceGrowth } from '@/lib/model/live';
import type { Span } from '@/lib/model/telemetry';

/** Traces of one event at most. */
export const MOST_TRACES = 1_000;

export class Growth {
  private readonly traces = new Map<string, { readonly traceId: string; spans: number; errors: number }>();

  /** Counts a span that has ended. */
  add({ traceId, statusCode }: Span): void {
    let trace = this.traces.get(traceId);
    if (!trace) this.traces.set(traceId, (trace = { traceId, spans: 0, errors: 0 }));
    trace.spans += 1;
    if (statusCode === 'Error') trace.errors += 1;
  }

  /** At most 1 000 traces: those that are `shown` first, then the ones that began to grow last. */
  told(shown: ReadonlySet<string>): { traces: readonly TraceGrowth[]; tracesLeft: number } {
    const all = [...this.traces.values()];
    if (all.length <= MOST_TRACES) return { traces: all, tracesLeft: 0 };
    const others = all.filter(({ traceId }) => !shown.has(traceId)).toReversed();
    const traces = [...all.filter(({ traceId }) => shown.has(traceId)), ...others].slice(0, MOST_TRACES);
    return { traces, tracesLeft: all.length - traces.length };
  }
}
