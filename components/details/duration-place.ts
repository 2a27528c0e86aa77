/** Where one duration stands among those of the spans like it. */
import type { Cell } from '@/lib/model/answer';

export interface DurationBar {
  /** Left edge and width, as shares of the whole (0–1), on a logarithmic axis. */
  readonly from: number;
  readonly width: number;
  /** As a share of the highest (0–1). */
  readonly height: number;
}

export interface DurationPlace {
  readonly total: number;
  /** Share (0–1) of them that took less; within a bar, by how far into it this one is. */
  readonly slowerThan: number;
  readonly bars: readonly DurationBar[];
  /** Where this one is, as a share of the whole (0–1). */
  readonly at: number;
  /** The ends of the axis, ns. */
  readonly least: number;
  readonly most: number;
}

/** Where `duration` (ns, above 0) is in a distribution over any steps. Undefined where there is none. */
export function durationPlace(cells: readonly Cell[], duration: number): DurationPlace | undefined {
  const counts = new Map<number, { low: number; high: number; count: number }>();
  for (const { low, high, count } of cells) {
    // the bucket of zero has no place on a logarithmic axis
    const known = counts.get(high) ?? { low: Math.max(low, 1), high: Math.max(high, 2), count: 0 };
    known.count += count;
    counts.set(high, known);
  }
  const bins = [...counts.values()].sort((a, b) => a.high - b.high);
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  const value = Math.max(1, duration);
  const least = Math.min(value, ...bins.map(({ low }) => low));
  const most = Math.max(value, ...bins.map(({ high }) => high));
  const span = Math.log(most) - Math.log(least) || 1;
  const share = (nanoseconds: number): number => (Math.log(nanoseconds) - Math.log(least)) / span;
  const highest = Math.max(...bins.map(({ count }) => count));
  const below = bins.reduce((sum, { low, high, count }) => sum + count * Math.min(1, Math.max(0, (value - low) / (high - low))), 0);
  return {
    total,
    slowerThan: below / total,
    bars: bins.map(({ low, high, count }) => ({ from: share(low), width: share(high) - share(low), height: count / highest })),
    at: share(value),
    least,
    most,
  };
}

/** In words: slower than 99 %, faster than 80 %; never 100 % where there is another. */
export function placeText({ slowerThan, total }: DurationPlace): string {
  if (total < 2) return 'the only one';
  const percent = Math.min(99, Math.floor((slowerThan >= 0.5 ? slowerThan : 1 - slowerThan) * 100));
  return `${slowerThan >= 0.5 ? 'slower' : 'faster'} than ${percent}\u00a0%`;
}
