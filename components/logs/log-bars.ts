/** The answer of the histogram's query as bars. */
import { barsOf, type BarKind, type Bars } from '@/components/records/histogram-bars';
import { SEVERITIES } from '@/components/records/severity';
import type { Answer } from '@/lib/model/answer';

/** One kind per severity, the worst at the bottom; those that ask for attention are named in the tooltip. */
export const BAR_KINDS: readonly BarKind[] = SEVERITIES.map(({ name, colour }) => ({
  colour,
  ...(name === 'error' || name === 'warn' ? { says: name } : {}),
}));

/** Counts are measure 0; measure n is the share of the n worst severities together. */
export function logBars(answer: Answer | undefined): Bars {
  if (answer?.kind !== 'series') return barsOf([]);
  const figures = SEVERITIES.map((_, measure) => new Map(answer.series.find((series) => series.measure === measure)?.points));
  const [counts = new Map(), ...shares] = figures;
  return barsOf(
    [...counts].map(([at, known]) => {
      const count = known ?? 0;
      const upTo = [...shares.map((share) => Math.round(count * (share.get(at) ?? 0))), count];
      return { at, count, parts: upTo.map((sum, index) => sum - (upTo[index - 1] ?? 0)) };
    }),
  );
}
