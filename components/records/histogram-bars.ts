/** Counts of records over time as stacked bars. */
import type { Millis, TimeRange } from '@/lib/base/time';

/** One kind of what is stacked, and how the tooltip names it; one without a name is not named there. */
export interface BarKind {
  readonly colour: string;
  readonly says?: string;
}

export interface Bar {
  /** Start of its step. */
  readonly at: Millis;
  readonly count: number;
  /** How many of `count` are of each kind, the first at the bottom. */
  readonly parts: readonly number[];
}

export interface Bars {
  readonly bars: readonly Bar[];
  /** All records in the range. */
  readonly total: number;
  readonly highest: number;
}

/** Bars with their total and the highest of them; steps without records have none. */
export function barsOf(all: readonly Bar[]): Bars {
  const bars = all.filter(({ count }) => count > 0);
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
