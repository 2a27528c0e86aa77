/** What stands below a record whose trace is open in the list. */
import type { Below } from '@/components/live/lines';
import { placeLogs, woven, type LogPlaces } from '@/components/live/weave-logs';
import type { LogRow, SpanRow } from '@/lib/model/answer';
import { visibleRows, type Collapsed } from '@/lib/waterfall/collapse';
import { errorsOf, type TraceErrors } from '@/lib/waterfall/errors';
import type { Extent } from '@/lib/waterfall/extent';
import { rowId, type Trace } from '@/lib/waterfall/tree';

/** A trace that was read, with what the list needs to draw its rows. */
export interface OpenTrace {
  readonly trace: Trace;
  readonly errors: TraceErrors;
  readonly logs: readonly LogRow[];
  readonly places: LogPlaces;
  /** Rows with tags, tokens and scope, by span id; of a large trace only some. */
  readonly details: ReadonlyMap<string, SpanRow>;
  /** Why it stopped short. */
  readonly failure: string | undefined;
}

/** Everything that does not change while rows are opened and closed. */
export function openTrace(trace: Trace, logs: readonly LogRow[], spans: readonly SpanRow[], failure: string | undefined): OpenTrace {
  return {
    trace,
    errors: errorsOf(trace.columns, trace.tree),
    logs,
    places: placeLogs(trace, logs),
    details: new Map(spans.map((span) => [span.spanId, span])),
    failure,
  };
}

export type TraceBelow = Below &
  (
    | { readonly state: 'loading' }
    | { readonly state: 'failed'; readonly message: string }
    | {
        readonly state: 'open';
        readonly open: OpenTrace;
        readonly collapsed: Collapsed;
        readonly extent: Extent;
        /** Rows and logs, from top to bottom, without the record's own row. */
        readonly lines: Int32Array;
        /** By how much rows are indented more than their depth: the record's own row is the tree's first, or stands above it. */
        readonly indent: 0 | 1;
      }
  );

/** The lines below the record `spanId`. Where the record is the tree's first row, that row is the record's own line. */
export function traceBelow(open: OpenTrace, collapsed: Collapsed, extent: Extent, spanId: string): TraceBelow {
  const all = woven(visibleRows(open.trace.tree, collapsed), collapsed, open.places);
  const first = open.trace.tree.rows > 0 && rowId(open.trace, 0) === spanId;
  const lines = first ? all.subarray(1) : all;
  return { state: 'open', open, collapsed, extent, lines, indent: first ? 0 : 1, count: lines.length };
}
