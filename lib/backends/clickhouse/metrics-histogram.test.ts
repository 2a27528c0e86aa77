import { describe, expect, it } from 'vitest';
import {
  countUpTo,
  downscale,
  exponentialBound,
  exponentialBuckets,
  mergeExplicit,
  mergeExponential,
  quantileOf,
} from '@/lib/backends/clickhouse/metrics-histogram';

const linear = (bounds: number[], counts: number[], q: number, min?: number, max?: number) =>
  quantileOf(mergeExplicit([{ bounds, counts }], min, max), q, 'linear');

describe('explicit histograms', () => {
  it.each([
    // 10 in (0, 10], 10 in (10, 20]: rank 10 is the end of the first, rank 19 is 9/10 through the second.
    ['p50 at an edge', [10, 20], [10, 10, 0], 0.5, undefined, undefined, 10],
    ['p95 inside', [10, 20], [10, 10, 0], 0.95, undefined, undefined, 19],
    ['p25 in the first bucket, from 0', [10, 20], [10, 10, 0], 0.25, undefined, undefined, 5],
    // 4 in (0, 1], 3 in (1, 5], 3 in (5, 10]: rank 9.5 is 2.5/3 through (5, 10].
    ['p95 of three buckets', [1, 5, 10], [4, 3, 3, 0], 0.95, undefined, undefined, 5 + (5 * 2.5) / 3],
    ['+Inf without a maximum is the last bound', [10, 20], [5, 0, 5], 0.9, undefined, undefined, 20],
    // (20, 40]: rank 9 is 4/5 through it.
    ['+Inf with a maximum', [10, 20], [5, 0, 5], 0.9, 2, 40, 36],
    // All ten in (10, 20], known to lie in [14, 16].
    ['min and max narrow the bucket', [10, 20], [0, 10, 0], 0.5, 14, 16, 15],
    ['q = 0 is the minimum', [10, 20], [0, 10, 0], 0, 14, 16, 14],
    ['q = 1 is the maximum', [10, 20], [0, 10, 0], 1, 14, 16, 16],
    ['a negative first bound has no lower edge', [-5, 5], [10, 0, 0], 0.5, undefined, undefined, -5],
    ['a negative first bound with a minimum', [-5, 5], [10, 0, 0], 0.5, -15, -5, -10],
    ['one bucket without bounds', [], [10], 0.5, 2, 4, 3],
  ])('%s', (_, bounds, counts, q, min, max, expected) => {
    expect(linear(bounds, counts, q, min, max)).toBeCloseTo(expected, 10);
  });

  it('has no quantile without observations', () => {
    expect(linear([10, 20], [0, 0, 0], 0.5)).toBeUndefined();
  });

  it('merges different bounds: buckets are cut where any of them is', () => {
    // (0, 10] holds 10, evenly; (0, 5] holds 6, (5, 20] holds 9: together (0, 5] 11, (5, 10] 5 + 3 = 8, (10, 20] 6.
    const merged = mergeExplicit([{ bounds: [10], counts: [10, 0] }, { bounds: [5, 20], counts: [6, 9, 0] }], undefined, undefined); // prettier-ignore
    expect(merged.buckets).toEqual([
      { low: 0, high: 5, count: 11 },
      { low: 5, high: 10, count: 8 },
      { low: 10, high: 20, count: 6 },
    ]);
    // 25 observations: rank 12.5 is 1.5/8 through (5, 10].
    expect(quantileOf(merged, 0.5, 'linear')).toBeCloseTo(5 + (5 * 1.5) / 8, 10);
  });

  it('counts up to a value', () => {
    const merged = mergeExplicit([{ bounds: [10, 20], counts: [4, 10, 2] }], undefined, 30);
    expect(countUpTo(merged, 15)).toBe(9);
    expect(countUpTo(merged, 30)).toBe(16);
    expect(countUpTo(merged, 0)).toBe(0);
  });
});

describe('exponential histograms', () => {
  it.each([
    [3, 0, 8],
    [2, 1, 2],
    [1, 2, 2 ** 0.25],
    [3, -1, 64],
    [-2, 0, 0.25],
  ])('bound %d at scale %d', (index, scale, expected) => {
    expect(exponentialBound(index, scale)).toBeCloseTo(expected, 12);
  });

  it('merges neighbours, also below 1', () => {
    const counts = new Map([[-3, 1], [-2, 2], [-1, 4], [0, 8], [1, 16], [2, 32]]); // prettier-ignore
    expect([...downscale(counts, 1, 0)]).toEqual([[-2, 1], [-1, 6], [0, 24], [1, 32]]); // prettier-ignore
    expect([...downscale(counts, 2, 0)]).toEqual([[-1, 7], [0, 56]]); // prettier-ignore
  });

  const none = new Map<number, number>();
  const exponential = (scale: number, positive: [number, number][], zero = 0, negative: [number, number][] = [], zeroThreshold = 0) => ({
    scale,
    positive: new Map(positive),
    negative: new Map(negative),
    zero,
    zeroThreshold,
  });

  it('brings all to the smallest scale', () => {
    // Scale 1: indexes 0 and 1 are (1, √2] and (√2, 2]: both are (1, 2], index 0 of scale 0.
    expect(mergeExponential([exponential(1, [[0, 3], [1, 4]], 1), exponential(0, [[0, 5], [1, 2]], 2, [[0, 1]], 0.5)])).toEqual({
      scale: 0,
      positive: new Map([[0, 12], [1, 2]]),
      negative: new Map([[0, 1]]),
      zero: 3,
      zeroThreshold: 0.5,
    }); // prettier-ignore
  });

  const quantile = (counts: ReturnType<typeof exponential>, q: number, min?: number, max?: number) =>
    quantileOf({ buckets: exponentialBuckets(counts), min, max }, q, 'logarithmic');

  it.each([
    // 10 in (1, 2], 10 in (2, 4]: rank 19 is 9/10 through (2, 4] on a logarithmic scale: 2 · 2^0.9.
    [
      'p95',
      exponential(0, [
        [0, 10],
        [1, 10],
      ]),
      0.95,
      undefined,
      undefined,
      2 * 2 ** 0.9,
    ],
    [
      'p50 at an edge',
      exponential(0, [
        [0, 10],
        [1, 10],
      ]),
      0.5,
      undefined,
      undefined,
      2,
    ],
    // Scale 1, base √2: index 4 is (4, 4√2]; half-way is 4 · √2^0.5.
    ['a finer scale', exponential(1, [[4, 8]]), 0.5, undefined, undefined, 4 * 2 ** 0.25],
    // 5 zeros, 5 in (1, 2]: rank 2.5 is among the zeros.
    ['the zero bucket', exponential(0, [[0, 5]], 5), 0.25, undefined, undefined, 0],
    ['the zero bucket with a width', exponential(0, [[0, 5]], 5, [], 0.5), 0.25, undefined, undefined, 0.25],
    // 4 in [−4, −2), 6 in (1, 2]: rank 2 is half-way through the negative: −4 · (2/4)^0.5 = −2√2.
    ['the negative side', exponential(0, [[0, 6]], 0, [[1, 4]]), 0.2, undefined, undefined, -2 * Math.SQRT2],
    // Both sides around a wide zero bucket: 2 in [−2, −1), 4 zeros in [−0.5, 0.5], 2 in (1, 2]; rank 4 is the middle.
    ['around zero', exponential(0, [[0, 2]], 4, [[0, 2]], 0.5), 0.5, undefined, undefined, 0],
    ['the maximum ends the last bucket', exponential(0, [[1, 10]]), 1, 2.5, 3, 3],
    // Between 2.5 and 3.6 on a logarithmic scale: √(2.5 · 3.6) = 3.
    ['min and max narrow the bucket', exponential(0, [[1, 10]]), 0.5, 2.5, 3.6, 3],
  ] as const)('%s', (_, counts, q, min, max, expected) => {
    expect(quantile(counts as ReturnType<typeof exponential>, q, min, max)).toBeCloseTo(expected, 10);
  });

  it('has no quantile without observations', () => {
    expect(
      quantileOf({ buckets: exponentialBuckets(exponential(0, [...none])), min: undefined, max: undefined }, 0.5, 'logarithmic'),
    ).toBeUndefined();
  });
});
