/** The query model: a Spec says what to ask and is what gets saved; a Frame says when, and joins only when it runs. */
import { z } from 'zod';
import type { Millis, TimeRange } from '@/lib/base/time';
import { instant, isRange, length } from '@/lib/model/checked-time';
import { Field } from '@/lib/model/field';
import { Filter } from '@/lib/model/filter';

export const Source = z.discriminatedUnion('signal', [
  z.object({ signal: z.literal('spans') }),
  z.object({ signal: z.literal('logs') }),
  /** What went wrong, one record per exception: a span's event named `exception`, or a log with `exception.*`. */
  z.object({ signal: z.literal('exceptions') }),
  z.object({ signal: z.literal('metrics'), metric: z.union([z.string(), z.object({ variable: z.string() })]) }),
]);
export type Source = z.infer<typeof Source>;

/**
 * One figure per group and step.
 * `count`: records; for a histogram metric, observations. `rate`: the same per second; for a counter, its increase per second.
 * `ratio`: share (0–1) of records that match. `apdex`: (satisfied + tolerating / 2) / all, with `threshold` T in the
 * field's unit, tolerating up to 4 T (Apdex Alliance, technical specification 1.1).
 * `last` of a metric: the newest value of each series, added up over the group's series.
 */
export const Measure = z.discriminatedUnion('fn', [
  z.object({ fn: z.literal('count') }),
  z.object({ fn: z.literal('rate') }),
  z.object({ fn: z.literal('ratio'), where: Filter }),
  z.object({ fn: z.literal('sum'), of: Field }),
  z.object({ fn: z.literal('avg'), of: Field }),
  z.object({ fn: z.literal('min'), of: Field }),
  z.object({ fn: z.literal('max'), of: Field }),
  z.object({ fn: z.literal('last'), of: Field }),
  z.object({ fn: z.literal('distinct'), of: Field }),
  z.object({ fn: z.literal('increase'), of: Field }),
  z.object({ fn: z.literal('quantile'), of: Field, q: z.number().min(0).max(1) }),
  z.object({ fn: z.literal('apdex'), of: Field, threshold: z.number().positive() }),
  z.object({ fn: z.literal('distribution'), of: Field }),
]);
export type Measure = z.infer<typeof Measure>;

const asked = {
  source: Source,
  where: Filter.optional(),
  /** Rows, or groups kept (the largest by the first measure); an answer that was cut says so. */
  limit: z.number().int().positive().max(10_000),
};
const grouped = { ...asked, measures: z.array(Measure).min(1).max(12), by: z.array(Field).max(6) };

/** Figures over time: one point per step. A step without records is a gap, not a zero. */
export const SeriesSpec = z.object({ kind: z.literal('series'), ...grouped });
export type SeriesSpec = z.infer<typeof SeriesSpec>;

/** Figures over the whole range, one row per group, largest first by the measure with index `orderBy`. */
export const TableSpec = z.object({ kind: z.literal('table'), ...grouped, orderBy: z.number().int().nonnegative().default(0) });
export type TableSpec = z.infer<typeof TableSpec>;

/**
 * The records themselves, page by page. Two lists are shown as one in order of time, e.g. traces and the logs outside of any
 * (`trace_id = ''`), by asking both and showing what `mergePages` in lib/query/merge-pages.ts makes of them.
 */
export const RowsSpec = z.object({
  kind: z.literal('rows'),
  ...asked,
  /** Extra values to read with each row, in this order. */
  fields: z.array(Field).max(24),
  /** `time`: newest first. `oldest`: the other way round. `duration`: longest first. */
  orderBy: z.enum(['time', 'oldest', 'duration']).default('time'),
  /**
   * `trace`: one row for each trace in which a span passes `where`, in the order of the newest such span (the row's `match`), newest
   * first: the trace's root where it has come, else that span. The root may have begun before the range. For spans alone, and in
   * the order `time`; `record` when left out.
   */
  per: z.enum(['record', 'trace']).optional(),
  /**
   * Also spans that have begun and not ended, until their end comes; their duration is '-1'. A filter on `running` asks for them, too. Not
   * where the longest come first.
   */
  running: z.boolean().optional(),
  /** Also read what the row's trace adds up to, and how many children the row's span has. */
  traceSummary: z.boolean().default(false),
  /** Cursor from the answer before. */
  after: z.string().optional(),
});
export type RowsSpec = z.infer<typeof RowsSpec>;

export const Language = z.enum(['sql']);
export type Language = z.infer<typeof Language>;

/** What a person typed in the editor. `{from}` and `{to}` are bound by name as {from:DateTime64(9)}, {to:DateTime64(9)}. */
export const NativeSpec = z.object({
  kind: z.literal('native'),
  language: Language,
  text: z.string().min(1).max(100_000),
  limit: z.number().int().positive().max(10_000),
});
export type NativeSpec = z.infer<typeof NativeSpec>;

export const Spec = z.discriminatedUnion('kind', [SeriesSpec, TableSpec, RowsSpec, NativeSpec]);
export type Spec = z.infer<typeof Spec>;

/** When, and how fine. */
export const Frame = z.object({
  range: z.object({ from: instant, to: instant }).refine(...isRange),
  step: length(),
  over: length().optional(),
});
export interface Frame {
  readonly range: TimeRange;
  readonly step: Millis;
  /**
   * For series: sliding windows. The point at `at` tells of the `over` ms that end where its step ends, [at + step − over, at + step),
   * also of what lies before the range. A whole multiple of `step`, or shorter than it; the step itself when left out.
   */
  readonly over?: Millis | undefined;
}

export const Query = z.object({ spec: Spec, frame: Frame });
export interface Query<S extends Spec = Spec> {
  readonly spec: S;
  readonly frame: Frame;
}
