/** What a query comes back with: plain JSON, the same on the server, on the wire and in the browser. */
import type { Millis, NanosText } from '@/lib/base/time';
import type { SpanKind, StatusCode } from '@/lib/model/telemetry';

/** Values of the spec's `by` fields, in their order. */
export type Labels = readonly string[];

/** null is a gap, not a zero (the one null we keep: JSON has no undefined). */
export type Point = readonly [at: Millis, value: number | null];

export interface Series {
  /** Which of the spec's measures, by index. */
  readonly measure: number;
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** A heatmap's cell: `count` records whose value v has `low` < v ≤ `high`, in the step that starts at `at`. */
export interface Cell {
  readonly at: Millis;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export type CellValue = string | number | boolean | null;
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'time' | 'json';
}
export interface Table {
  readonly columns: readonly Column[];
  /** 64-bit integers beyond 2^53 come as strings. */
  readonly rows: readonly (readonly CellValue[])[];
}

/** What a whole trace adds up to; spans that have not ended are left out. */
export interface TraceSummary {
  readonly spans: number;
  readonly errors: number;
  /** Of language models; 0 where none was called. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** US dollars. */
  readonly cost?: number;
}

/** The span for which a trace is listed. */
export interface Match {
  readonly time: NanosText;
  readonly spanId: string;
}

export interface SpanRow {
  readonly signal: 'spans';
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly time: NanosText;
  /** '-1': begun and no end received yet. */
  readonly duration: NanosText;
  readonly service: string;
  readonly name: string;
  /** '' when the name says it all. */
  readonly message: string;
  readonly kind: SpanKind;
  readonly status: StatusCode;
  readonly level: number;
  readonly tags: readonly string[];
  /** 0 when it is not an HTTP span. */
  readonly httpStatus: number;
  readonly exceptionType: string;
  /** The spec's extra `fields`, in order. */
  readonly values: readonly string[];
  /** Only when asked for with `traceSummary`. */
  readonly trace?: TraceSummary;
  /** Spans whose parent this one is, running ones too where they were asked for. Only when asked for with `traceSummary`. */
  readonly children?: number;
  /** Only with one row per trace: its newest span that passes the filter, whose time is the row's place in the order. */
  readonly match?: Match;
  /** A running span of which no end will come: its process has fallen silent. See lib/model/running.ts; true or absent. */
  readonly lost?: true;
}

export interface LogRow {
  readonly signal: 'logs';
  /** Names it among the logs of its nanosecond: a decimal number. */
  readonly id: string;
  readonly time: NanosText;
  readonly traceId: string;
  readonly spanId: string;
  readonly service: string;
  readonly severity: number;
  readonly severityText: string;
  readonly body: string;
  readonly eventName: string;
  readonly values: readonly string[];
}

export type RecordRow = SpanRow | LogRow;

/**
 * `executed`: the text that ran, for "show query". `partial`: a limit cut the answer; it is not all there is. `rollup`: the
 * roll-up that it was read from, e.g. `spans by hour`; absent when it was read from the records themselves. `leftOut`: what was asked
 * for and is not in it, in words; absent where nothing is.
 */
export type Answer = { readonly executed: string; readonly partial: boolean; readonly rollup?: string; readonly leftOut?: string } & (
  | { readonly kind: 'series'; readonly series: readonly Series[] }
  | { readonly kind: 'distribution'; readonly cells: readonly Cell[] }
  | { readonly kind: 'table' | 'native'; readonly table: Table }
  | { readonly kind: 'rows'; readonly rows: readonly RecordRow[]; readonly next?: string }
);
