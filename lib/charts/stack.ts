/** Series on top of each other. */
import type { Values } from '@/lib/charts/top';

/** Lower and upper edge of a series in one step; null where it is not drawn. */
export type Band = readonly [low: number, high: number] | null;

/**
 * One list of bands per series, the first at the bottom. Where other series have a value, a series without one adds
 * nothing (in a stack of counts, no records of a group are a count of zero); its band there has no height, and is only
 * drawn beside a step that has some, so that a single step shows as a spike and not as nothing. Steps where every series
 * has a gap are gaps.
 */
export function stack(series: readonly Values[]): Band[][] {
  const count = series[0]?.length ?? 0;
  const base = new Array<number>(count).fill(0);
  const filled = base.map((_, index) => series.some((values) => (values[index] ?? null) !== null));
  return series.map((values) => {
    const has = (index: number) => (values[index] ?? null) !== null;
    return base.map((low, index) => {
      if (filled[index] !== true || !(has(index) || has(index - 1) || has(index + 1))) return null;
      const high = low + (values[index] ?? 0);
      base[index] = high;
      return [low, high] as const;
    });
  });
}
