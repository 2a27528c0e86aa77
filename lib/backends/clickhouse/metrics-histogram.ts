/** The arithmetic of histograms, explicit and exponential: merging and quantiles. Pure. */
import { assert } from '@/lib/base/assert';

/** Observations in (low, high]; the bucket of a single value has low = high. Counts may be fractions of observations. */
export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Buckets in order of value, without overlap. `min` and `max`: of all observations, where every sender told them. */
export interface Histogram {
  readonly buckets: readonly Bucket[];
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** A histogram with bounds b₁ < … < bₙ: n + 1 counts, of (−∞, b₁], (b₁, b₂], …, (bₙ, ∞). */
export interface ExplicitCounts {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/** The buckets of an explicit histogram. The outermost end at the extremes where these are known, else at 0 and at the last bound. */
export function explicitBuckets({ bounds, counts }: ExplicitCounts, min: number | undefined, max: number | undefined): Bucket[] {
  const first = bounds[0] ?? 0;
  const last = bounds.at(-1) ?? 0;
  const lowest = min !== undefined && min < first ? min : first > 0 ? 0 : first;
  const highest = max !== undefined && max > last ? max : last;
  return counts.map((count, index) => ({ low: bounds[index - 1] ?? lowest, high: bounds[index] ?? highest, count: Math.max(0, count) }));
}

/** Adds explicit histograms up, also those with different bounds. `min`, `max` as in `Histogram`. */
export function mergeExplicit(histograms: readonly ExplicitCounts[], min: number | undefined, max: number | undefined): Histogram {
  return { buckets: mergeBuckets(histograms.flatMap((each) => explicitBuckets(each, min, max))), min, max };
}

/**
 * Adds up buckets of any histograms: they are cut at every bound of any of them, and at `bounds`, with observations taken as spread
 * evenly inside a bucket, as everywhere in interpolation.
 */
export function mergeBuckets(buckets: readonly Bucket[], bounds: readonly number[] = []): Bucket[] {
  const all = buckets.filter(({ count }) => count > 0);
  const cuts = [...new Set([...all.flatMap(({ low, high }) => [low, high]), ...bounds])].sort((one, other) => one - other);
  const counts = new Map<number, number>();
  const single = new Map<number, number>();
  for (const { low, high, count } of all) {
    if (low >= high) single.set(high, (single.get(high) ?? 0) + count);
    else {
      for (let index = cuts.indexOf(low); index < cuts.length - 1 && (cuts[index] ?? high) < high; index++) {
        const width = (cuts[index + 1] ?? high) - (cuts[index] ?? low);
        counts.set(index, (counts.get(index) ?? 0) + (count * width) / (high - low));
      }
    }
  }
  return cuts.flatMap((cut, index): Bucket[] => {
    const point = single.get(cut);
    const count = counts.get(index);
    return [
      ...(point === undefined ? [] : [{ low: cut, high: cut, count: point }]),
      ...(count === undefined ? [] : [{ low: cut, high: cuts[index + 1] ?? cut, count }]),
    ];
  });
}

/** Counts by bucket index at one scale. Index i of the positive side is (base^i, base^(i+1)], of the negative side its mirror. */
export interface ExponentialCounts {
  readonly scale: number;
  readonly positive: ReadonlyMap<number, number>;
  readonly negative: ReadonlyMap<number, number>;
  /** Observations within `zeroThreshold` of 0. */
  readonly zero: number;
  readonly zeroThreshold: number;
}

/** base^index, where base = 2^(2^−scale). Powers of two come out exact. */
export function exponentialBound(index: number, scale: number): number {
  return 2 ** (index * 2 ** -scale);
}

/** The same counts at a smaller scale: neighbours merge, 2^(scale − to) into one, which is exact. */
export function downscale(counts: ReadonlyMap<number, number>, from: number, to: number): Map<number, number> {
  assert(to <= from, 'a histogram is only brought to a smaller scale');
  const merged = new Map<number, number>();
  for (const [index, count] of counts) {
    const target = Math.floor(index / 2 ** (from - to));
    merged.set(target, (merged.get(target) ?? 0) + count);
  }
  return merged;
}

function addAll(into: Map<number, number>, counts: ReadonlyMap<number, number>): void {
  for (const [index, count] of counts) into.set(index, (into.get(index) ?? 0) + count);
}

/** Adds histograms up at the smallest of their scales; zero buckets are taken as wide as the widest. */
export function mergeExponential(histograms: readonly ExponentialCounts[]): ExponentialCounts {
  const scale = Math.min(...histograms.map((each) => each.scale));
  const positive = new Map<number, number>();
  const negative = new Map<number, number>();
  for (const each of histograms) {
    addAll(positive, downscale(each.positive, each.scale, scale));
    addAll(negative, downscale(each.negative, each.scale, scale));
  }
  return {
    scale,
    positive,
    negative,
    zero: histograms.reduce((sum, each) => sum + each.zero, 0),
    zeroThreshold: Math.max(0, ...histograms.map((each) => each.zeroThreshold)),
  };
}

/** The buckets of an exponential histogram, lowest first. */
export function exponentialBuckets({ scale, positive, negative, zero, zeroThreshold }: ExponentialCounts): Bucket[] {
  const bound = (index: number) => exponentialBound(index, scale);
  const sorted = (counts: ReadonlyMap<number, number>) =>
    [...counts].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
  return [
    ...sorted(negative)
      .reverse()
      .map(([index, count]) => ({ low: -bound(index + 1), high: -bound(index), count })),
    // Without negative values the zero bucket holds none, either.
    ...(zero > 0 ? [{ low: negative.size > 0 ? -zeroThreshold : 0, high: zeroThreshold, count: zero }] : []),
    ...sorted(positive).map(([index, count]) => ({ low: bound(index), high: bound(index + 1), count })),
  ];
}

/** How far between the edges of a bucket a value is: evenly, or evenly on a logarithmic scale. */
export type Interpolation = 'linear' | 'logarithmic';

/**
 * The q-quantile: rank q · n is looked for in the buckets and interpolated inside the one that holds it, between its edges
 * as far as `min` and `max` leave them (the convention of Prometheus' `histogram_quantile`). undefined without observations.
 */
export function quantileOf({ buckets, min, max }: Histogram, q: number, interpolation: Interpolation): number | undefined {
  const filled = buckets.filter(({ count }) => count > 0);
  const rank = q * filled.reduce((sum, { count }) => sum + count, 0);
  const clamp = (value: number) => Math.min(max ?? Infinity, Math.max(min ?? -Infinity, value));
  let below = 0;
  for (const [index, { low, high, count }] of filled.entries()) {
    // Sums of fractions may fall short of the rank by a rounding error.
    if (below + count >= rank || index === filled.length - 1) {
      const [from, to] = [clamp(low), clamp(high)];
      const part = Math.min(1, Math.max(0, (rank - below) / count));
      if (interpolation === 'logarithmic' && from > 0) return from * (to / from) ** part;
      if (interpolation === 'logarithmic' && to < 0) return to * (from / to) ** (1 - part);
      return from + (to - from) * part;
    }
    below += count;
  }
  return undefined;
}

/** How many observations are at most `value`, interpolated evenly. */
export function countUpTo({ buckets }: Histogram, value: number): number {
  return buckets.reduce((sum, { low, high, count }) => {
    if (high <= value) return sum + count;
    return low < value ? sum + (count * (value - low)) / (high - low) : sum;
  }, 0);
}
