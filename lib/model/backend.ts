/** What a store must offer. Adapters live in lib/backends; nothing else knows which one is in use. */
import { z } from 'zod';
import type { TimeRange } from '@/lib/base/time';
import type { Answer, SpanRow } from '@/lib/model/answer';
import { instant, isRange } from '@/lib/model/checked-time';
import { Field } from '@/lib/model/field';
import type { FilterOp } from '@/lib/model/filter';
import type { TailAsk, TailEvent } from '@/lib/model/live';
import type { LogDetail, LogRef } from '@/lib/model/log';
import type { Exemplar, ExemplarAsk, MetricSummary } from '@/lib/model/metric';
import type { Language, Measure, Query, Source, Spec } from '@/lib/model/query';
import type { ServiceMap } from '@/lib/model/service-map';
import type { IngestRequest } from '@/lib/model/telemetry';
import type { SpanDetail, TraceAsk, TracePart } from '@/lib/model/trace';

/** What a backend can do, as plain data: the browser gets it too. */
export interface Capabilities {
  readonly signals: readonly Source['signal'][];
  readonly kinds: readonly Spec['kind'][];
  readonly measures: readonly Measure['fn'][];
  readonly filters: readonly FilterOp[];
  readonly languages: readonly Language[];
  readonly ingest: boolean;
}

/** Asks for keys (no field) or for a field's values. */
export const Suggest = z
  .object({
    signal: z.enum(['spans', 'logs', 'exceptions', 'metrics']),
    field: Field.optional(),
    /** Part of the key or value, case ignored. */
    prefix: z.string().max(500),
    from: instant,
    to: instant,
    limit: z.number().int().positive().max(1_000).default(50),
  })
  .refine(...isRange);
export type Suggest = z.infer<typeof Suggest>;

export interface Suggestion {
  /** A key such as `http.route` with where it lives, or a value's text. */
  readonly text: string;
  readonly in?: 'resource' | 'attributes' | 'scope';
  /** About how many records carry it in the range; absent when it wasn't counted. */
  readonly count?: number;
}

/** What the store holds, for the shell's foot, Connect and health. Sizes in bytes. */
export interface StoreStats {
  readonly spans: number;
  readonly logs: number;
  readonly points: number;
  readonly bytes: number;
  /** Pieces that the data is in, which the store merges in its own time; absent where a store has none. */
  readonly parts?: number;
}

export interface Backend {
  readonly id: string;
  readonly capabilities: Capabilities;
  /** Throws BackendError. */
  run(query: Query, signal: AbortSignal): Promise<Answer>;
  /** Slim columns of the spans, head first, end last. An unknown trace has a head with total 0. Opens by id alone. */
  trace(traceId: string, ask: TraceAsk, signal: AbortSignal): AsyncIterable<TracePart>;
  /** Everything of one span; undefined when it isn't there. */
  span(traceId: string, spanId: string, signal: AbortSignal): Promise<SpanDetail | undefined>;
  /** Everything of every span of a trace that has ended, in order of start. Throws BackendError. */
  spans?(traceId: string, signal: AbortSignal): AsyncIterable<readonly SpanDetail[]>;
  /** Everything of one log; undefined when it isn't there. Throws BackendError. */
  log?(ref: LogRef, signal: AbortSignal): Promise<LogDetail | undefined>;
  /**
   * Records as they are stored, until `signal` aborts or the store closes; asked for no faster than they are taken. Throws
   * BackendError before the first event.
   */
  tail?(ask: TailAsk, signal: AbortSignal): AsyncIterable<TailEvent>;
  suggest(ask: Suggest, signal: AbortSignal): Promise<Suggestion[]>;
  /** Spans that link to this one, newest first, of `range`. Throws BackendError. */
  linksTo?(ref: { readonly traceId: string; readonly spanId: string }, range: TimeRange, signal: AbortSignal): Promise<SpanRow[]>;
  stats(signal: AbortSignal): Promise<StoreStats>;
  /** Columns a person can query, for the SQL editor's completion. */
  schema(signal: AbortSignal): Promise<{ table: string; columns: { name: string; type: string }[] }[]>;
  /** Every metric that has points in `range`, by name. Throws BackendError. */
  metrics?(range: TimeRange, signal: AbortSignal): Promise<MetricSummary[]>;
  /** Recorded examples of a metric's values, newest first. Throws BackendError. */
  exemplars?(ask: ExemplarAsk, signal: AbortSignal): Promise<Exemplar[]>;
  /** Who calls whom in `range`, in these environments (none: in all). Throws BackendError. */
  serviceMap?(range: TimeRange, environments: readonly string[], signal: AbortSignal): Promise<ServiceMap>;
  /** Stores all of it, durably, before it returns; a request that was stored before is not stored twice. */
  ingest?(requests: readonly IngestRequest[]): Promise<void>;
  /** Throws BackendError when the store can't answer. */
  check(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export type Fault = 'unsupported' | 'invalid' | 'denied' | 'timeout' | 'unreachable' | 'full' | 'cancelled' | 'failed';

/** An expected failure of a store, with a sentence for the person who asked. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  constructor(
    readonly fault: Fault,
    message: string,
    readonly details: {
      /** The text that ran. */
      readonly executed?: string;
      /** Where in a typed query it went wrong: characters from 0. */
      readonly position?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }
}

/**
 * Whether `cause` is a BackendError. By name and not by class: the server and the pages are bundled apart, and each has a
 * copy of the class.
 */
export function isBackendError(cause: unknown): cause is BackendError {
  return cause instanceof Error && cause.name === 'BackendError';
}
