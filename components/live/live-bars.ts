/** The answers of the histogram's queries, and what has come since, as bars. */
import { barsOf, type Bar, type BarKind, type Bars } from '@/components/records/histogram-bars';
import { millis, type Millis } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';

/** Records with an error, and the others. */
export const BAR_KINDS: readonly BarKind[] = [
  { colour: 'var(--error)', says: 'with an error' },
  { colour: 'color-mix(in srgb, var(--s1) 65%, var(--page))' },
];

/** Records that came after the answers, all within the newest step. */
export interface Arrived {
  readonly at: Millis;
  readonly count: number;
  readonly errors: number;
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
