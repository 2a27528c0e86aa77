/** The answer of the histogram's query as bars. */
import { barsOf, type BarKind, type Bars } from '@/components/records/histogram-bars';
import type { Answer } from '@/lib/model/answer';

/** Spans with an error, and the others. */
export const BAR_KINDS: readonly BarKind[] = [
  { colour: 'var(--error)', says: 'with an error' },
  { colour: 'color-mix(in srgb, var(--s1) 65%, var(--page))' },
];

/** Counts are measure 0, shares of errors measure 1. */
export function spanBars(answer: Answer | undefined): Bars {
  if (answer?.kind !== 'series') return barsOf([]);
  const shares = new Map(answer.series.find((series) => series.measure === 1)?.points);
  const counts = answer.series.find((series) => series.measure === 0)?.points ?? [];
  return barsOf(
    counts.map(([at, known]) => {
      const count = known ?? 0;
      const errors = Math.round(count * (shares.get(at) ?? 0));
      return { at, count, parts: [errors, count - errors] };
    }),
  );
}
