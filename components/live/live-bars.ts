/** The answers of the histogram's queries, and what has come since, as bars. */
import { barsOf, type Bar, type BarKind, type Bars } from '@/components/records/histogram-bars';
import type { Arrival } from '@/components/live/live-feed';
import { millis, millisFromNanos, MINUTE, nanosFromText, type Millis } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import { ERROR_SEVERITY } from '@/lib/model/semantics';

/** Records with an error, and the others. */
export const BAR_KINDS: readonly BarKind[] = [
  { colour: 'var(--error)', says: 'with an error' },
  { colour: 'color-mix(in srgb, var(--s1) 65%, var(--page))' },
];

/** Records that began after the answers, all within the newest step. */
export interface Arrived {
  readonly at: Millis;
  readonly count: number;
  readonly errors: number;
}

/** A record that began longer ago than this when it came is no part of the newest bar; the next answer has it where it belongs. */
const NEW = MINUTE;

/**
 * How many of the records that came have just begun, and how many of these failed. Records of the past, e.g. of a demo that fills a day,
 * come in thousands and are told of by a few rows: what is not told of is taken to be as new as what is. `all`: nothing is filtered, so
 * that a trace's growth tells of spans that were not sent.
 */
export function newlyBegun({ rows, left, traces }: Arrival, all: boolean, now: Millis): { count: number; errors: number } {
  const fresh = rows.filter(({ time }) => millisFromNanos(nanosFromText(time)) >= now - NEW);
  const share = rows.length === 0 ? 1 : fresh.length / rows.length;
  const failed = fresh.filter((row) => (row.signal === 'logs' ? row.severity >= ERROR_SEVERITY : row.status === 'Error')).length;
  if (!all || traces.length === 0) return { count: fresh.length + Math.round(left * share), errors: failed };
  const logs = fresh.filter(({ signal }) => signal === 'logs').length;
  const sum = (of: (trace: Arrival['traces'][number]) => number) =>
    Math.round(traces.reduce((before, each) => before + of(each), 0) * share);
  return { count: logs + sum(({ spans }) => spans), errors: sum(({ errors }) => errors) };
}

/** Spans and logs together. Counts are measure 0 of each answer, shares of errors measure 1. */
export function liveBars(answers: readonly (Answer | undefined)[], step: Millis, arrived: Arrived | undefined): Bars {
  const counts = new Map<number, { count: number; errors: number }>();
  const add = (at: number, count: number, errors: number) => {
    const before = counts.get(at) ?? { count: 0, errors: 0 };
    counts.set(at, { count: before.count + count, errors: before.errors + errors });
  };
  for (const answer of answers) {
    if (answer?.kind !== 'series') continue;
    const points = (measure: number) => answer.series.find((series) => series.measure === measure)?.points ?? [];
    const shares = new Map(points(1));
    for (const [at, count] of points(0)) add(at, count ?? 0, Math.round((count ?? 0) * (shares.get(at) ?? 0)));
  }
  if (arrived && arrived.count > 0) add(Math.floor(arrived.at / step) * step, arrived.count, arrived.errors);
  const bars = [...counts].map(([at, { count, errors }]): Bar => ({ at: millis(at), count, parts: [errors, count - errors] }));
  return barsOf(bars.sort((one, other) => one.at - other.at));
}
