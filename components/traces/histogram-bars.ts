/** The answer of the histogram's query as bars. */
import type { Millis, TimeRange } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';

export interface Bar {
  /** Start of its step. */
  readonly at: Millis;
  readonly count: number;
  /** Those of `count` with an error. */
  readonly errors: number;
}

export interface Bars {
  readonly bars: readonly Bar[];
  /** All spans in the range. */
  readonly total: number;
  readonly highest: number;
}

/** Counts are measure 0, shares of errors measure 1; steps without spans have no bar. */
export function barsOf(answer: Answer | undefined): Bars {
  if (answer?.kind !== 'series') return { bars: [], total: 0, highest: 0 };
  const shares = new Map(answer.series.find((series) => series.measure === 1)?.points);
  const counts = answer.series.find((series) => series.measure === 0)?.points ?? [];
  const bars = counts.flatMap(([at, count]): Bar[] =>
    count === null || count === 0 ? [] : [{ at, count, errors: Math.round(count * (shares.get(at) ?? 0)) }],
  );
  return {
    bars,
    total: bars.reduce((sum, bar) => sum + bar.count, 0),
    highest: bars.reduce((highest, bar) => Math.max(highest, bar.count), 0),
  };
}

/** Percent of the range's width where `at` stands. */
export function percentOf(at: number, { from, to }: TimeRange): number {
  return ((at - from) / (to - from)) * 100;
}
