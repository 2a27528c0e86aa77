import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frame, openTestStore, point, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import type { Field } from '@/lib/model/field';
import type { Measure, SeriesSpec, TableSpec } from '@/lib/model/query';
import type { ExponentialBuckets, MetricData, Temporality } from '@/lib/model/telemetry';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const value = record('value');
const p = (q: number): Measure => ({ fn: 'quantile', of: value, q });
const total = (counts: number[]) => BigInt(counts.reduce((sum, count) => sum + count, 0));

interface More {
  sum?: number;
  min?: number;
  max?: number;
  temporality?: Temporality;
}
const histogram = (bounds: number[], counts: number[], { sum = 0, min, max, temporality = 1 }: More = {}): MetricData => ({
  type: 'histogram',
  count: total(counts),
  sum,
  min,
  max,
  bounds,
  counts: counts.map(BigInt),
  temporality,
});
const side = (offset: number, counts: number[]): ExponentialBuckets => ({ offset, counts: counts.map(BigInt) });
const exponential = (
  scale: number,
  positive: [offset: number, counts: number[]],
  { zero = 0, negative = [0, []], sum = 0, min, max, temporality = 1 }: More & { zero?: number; negative?: [number, number[]] } = {},
): MetricData => ({
  type: 'exponentialHistogram',
  count: total([...positive[1], ...negative[1], zero]),
  sum,
  min,
  max,
  scale,
  zeroCount: BigInt(zero),
  zeroThreshold: 0,
  positive: side(...positive),
  negative: side(...negative),
  temporality,
});

const spec = (metric: string, measures: Measure[], by: Field[] = []) => ({
  source: { signal: 'metrics', metric } as const,
  measures,
  by,
  limit: 100,
});

async function table(metric: string, measures: Measure[], when = frame(0, 60, 60), by: Field[] = []) {
  const asked: TableSpec = { kind: 'table', orderBy: 0, ...spec(metric, measures, by) };
  const answer = await store.ask(asked, when);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer.table.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1e6) / 1e6 : cell)));
}

async function series(metric: string, measures: Measure[], when = frame(0, 180, 60)) {
  const asked: SeriesSpec = { kind: 'series', ...spec(metric, measures) };
  const answer = await store.ask(asked, when);
  if (answer.kind !== 'series') throw new Error(answer.kind);
  return answer.series.map(({ points }) => points.map(([, each]) => (each === null ? null : Math.round(each * 1e6) / 1e6)));
}

describe('explicit histograms', () => {
  it('deltas: merged over series and time', async () => {
    await store.add({
      points: [
        point('h.delta', 10, 0, histogram([10, 20], [4, 2, 0], { sum: 40 }), { host: 'a' }),
        point('h.delta', 40, 10, histogram([10, 20], [1, 6, 0], { sum: 90 }), { host: 'a' }),
        point('h.delta', 20, 0, histogram([10, 20], [5, 2, 0], { sum: 70 }), { host: 'b' }),
        point('h.delta', -1, -60, histogram([10, 20], [0, 0, 99], { sum: 9_999 }), { host: 'a' }),
      ],
    });
    // Together 10 in (0, 10] and 10 in (10, 20]: p50 is rank 10, the end of the first; p95 is rank 19, 9/10 through the second.
    const measures: Measure[] = [p(0.5), p(0.95), { fn: 'count' }, { fn: 'sum', of: value }, { fn: 'avg', of: value }, { fn: 'rate' }];
    expect(await table('h.delta', measures)).toEqual([[10, 19, 20, 200, 10, 0.333333]]);
    // a: 5 in (0, 10], 8 in (10, 20]: rank 6.5 is 1.5/8 through the second. b: 5 and 2: rank 3.5 is 7/10 through the first.
    expect(await table('h.delta', [p(0.5)], frame(0, 60), [attribute('host')])).toEqual([['a', 11.875], ['b', 7]]); // prettier-ignore
    // (0, 5] holds 5 evenly, and up to 20 are all: (5 + 20) / 2 / 20.
    expect(await table('h.delta', [{ fn: 'apdex', of: value, threshold: 5 }])).toEqual([[0.625]]);
    const where = { op: 'eq', field: attribute('host'), value: 'b' } as const;
    expect(await table('h.delta', [{ fn: 'ratio', where }])).toEqual([[0.35]]);
  });

  it('cumulative: differences, a restart, a reset, a gap in the steps', async () => {
    const at = (second: number, start: number, counts: number[], sum: number) =>
      point('h.cumulative', second, start, histogram([10, 20], counts, { temporality: 2, sum }));
    await store.add({
      points: [
        at(-10, -9_000, [100, 100, 100], 9_000),
        at(30, -9_000, [104, 101, 100], 9_060), // + 4, 1, 0; sum 60
        at(90, 70, [0, 8, 2], 170), // restarted: 0, 8, 2
        at(150, 70, [2, 8, 2], 180), // + 2, 0, 0
      ],
    });
    // 5 in all: rank 2.5 of 4 in (0, 10] is 6.25. 10 in all: rank 5 of 8 in (10, 20] is 16.25. 2: rank 1 is 5.
    expect(await series('h.cumulative', [p(0.5)])).toEqual([[6.25, 16.25, 5]]);
    expect(await series('h.cumulative', [{ fn: 'count' }, { fn: 'sum', of: value }])).toEqual([[5, 10, 2], [60, 170, 10]]); // prettier-ignore
    expect(await table('h.cumulative', [{ fn: 'count' }, { fn: 'avg', of: value }], frame(0, 180, 60))).toEqual([[17, 14.117647]]);
  });

  it('the first point counts when the series began in the range, and not when it was there before', async () => {
    await store.add({
      points: [
        point('h.young', 30, 5, histogram([10], [4, 0], { temporality: 2 })),
        point('h.old', 30, -9_000, histogram([10], [4_000, 0], { temporality: 2 })),
      ],
    });
    expect(await table('h.young', [{ fn: 'count' }])).toEqual([[4]]);
    expect(await table('h.old', [{ fn: 'count' }])).toEqual([]);
  });

  it('different bounds are cut where any of them is', async () => {
    await store.add({
      points: [
        point('h.bounds', 10, 0, histogram([10], [10, 0]), { host: 'a' }),
        point('h.bounds', 10, 0, histogram([5, 20], [6, 9, 0]), { host: 'b' }),
      ],
    });
    // (0, 5] 11, (5, 10] 8, (10, 20] 6: rank 12.5 is 1.5/8 through the second.
    expect(await table('h.bounds', [p(0.5)])).toEqual([[5.9375]]);
  });

  it('bounds that change without a restart are not subtracted', async () => {
    const at = (second: number, bounds: number[], counts: number[]) =>
      point('h.changed', second, -9_000, histogram(bounds, counts, { temporality: 2 }));
    await store.add({ points: [at(-10, [10], [100, 0]), at(20, [5, 10], [101, 0, 0]), at(50, [5, 10], [101, 4, 0])] });
    expect(await table('h.changed', [{ fn: 'count' }, p(0.5)])).toEqual([[4, 7.5]]);
  });

  it('the extremes end the outermost buckets', async () => {
    await store.add({ points: [point('h.extremes', 10, 0, histogram([10, 20], [0, 5, 5], { min: 12, max: 40 }))] });
    // Rank 9 is 4/5 through (20, 40]; rank 2.5 is half-way through (12, 20].
    expect(await table('h.extremes', [p(0.9), p(0.25), { fn: 'min', of: value }, { fn: 'max', of: value }])).toEqual([[36, 16, 12, 40]]);
    // One sender that does not tell its extremes: the last bound is the end again.
    await store.add({ points: [point('h.untold', 10, 0, histogram([10, 20], [0, 5, 5], { min: 12, max: 40 }), { host: 'a' }), point('h.untold', 10, 0, histogram([10, 20], [0, 0, 5], { sum: 100 }), { host: 'b' })] }); // prettier-ignore
    expect(await table('h.untold', [p(0.9)])).toEqual([[20]]);
  });

  it('the distribution is the buckets', async () => {
    const answer = await store.ask({ kind: 'series', ...spec('h.delta', [{ fn: 'distribution', of: value }]) }, frame(0, 60, 60));
    expect(answer).toMatchObject({ cells: [{ at: T0, low: 0, high: 10, count: 10 }, { at: T0, low: 10, high: 20, count: 10 }] }); // prettier-ignore
  });
});

describe('exponential histograms', () => {
  it('deltas of different scales', async () => {
    await store.add({
      points: [
        // Scale 1, indexes 0 … 3: (1, √2], (√2, 2] are (1, 2]; (2, 2√2], (2√2, 4] are (2, 4].
        point('e.delta', 10, 0, exponential(1, [0, [3, 4, 2, 4]], { sum: 20 }), { host: 'a' }),
        // Scale 0: (1, 2] 3, (2, 4] 4.
        point('e.delta', 20, 0, exponential(0, [0, [3, 4]], { sum: 10 }), { host: 'b' }),
      ],
    });
    // 10 in (1, 2], 10 in (2, 4]: p95 is rank 19, 9/10 through the second on a logarithmic scale: 2 · 2^0.9 = 3.732132.
    expect(await table('e.delta', [p(0.95), p(0.5), { fn: 'count' }, { fn: 'avg', of: value }])).toEqual([[3.732132, 2, 20, 1.5]]);
  });

  it('offsets below 0, zeros, and the negative side', async () => {
    // Scale 0, offset −2: (1/4, 1/2] 4, (1/2, 1] 4. Zeros 4. Negative offset 1: [−4, −2) 4. 16 in all.
    await store.add({ points: [point('e.sides', 10, 0, exponential(0, [-2, [4, 4]], { zero: 4, negative: [1, [4]] }))] });
    // Ranks 2 (half-way through the negative: −2√2), 6 (zeros), 10 (half-way: 2^−1.5), 16 (the end: 1).
    expect(await table('e.sides', [p(0.125), p(0.375), p(0.625), p(1)])).toEqual([[-2.828427, 0, 0.353553, 1]]);
  });

  it('cumulative: differences over changes of offset and scale, and a restart', async () => {
    const at = (second: number, start: number, data: MetricData) => point('e.cumulative', second, start, data);
    const c = { temporality: 2 as const };
    await store.add({
      points: [
        at(-10, -9_000, exponential(1, [2, [10, 10]], c)), // (2, 4] 20
        at(30, -9_000, exponential(1, [0, [3, 1, 10, 12]], c)), // (1, 2] 4, (2, 4] 22: + 4, + 2
        at(90, -9_000, exponential(0, [0, [4, 22, 8]], c)), // + (4, 8] 8
        at(150, 100, exponential(0, [0, [5]], c)), // restarted: (1, 2] 5
      ],
    });
    // 6: rank 3 is 3/4 through (1, 2]: 2^0.75. 8: rank 4 is half-way through (4, 8]: 4√2. 5: 2^0.5.
    expect(await series('e.cumulative', [p(0.5)])).toEqual([[1.681793, 5.656854, 1.414214]]);
    expect(await series('e.cumulative', [{ fn: 'count' }])).toEqual([[6, 8, 5]]);
  });

  it('the distribution has rows of the base', async () => {
    const answer = await store.ask({ kind: 'series', ...spec('e.delta', [{ fn: 'distribution', of: value }]) }, frame(0, 60, 60));
    expect(answer).toMatchObject({ cells: [{ at: T0, low: 1, high: 2, count: 10 }, { at: T0, low: 2, high: 4, count: 10 }] }); // prettier-ignore
  });
});

/** Cells as [second of the step, low, high, count]. */
async function cells(metric: string, when = frame(0, 120, 60)) {
  const answer = await store.ask({ kind: 'series', ...spec(metric, [{ fn: 'distribution', of: value }]) }, when);
  if (answer.kind !== 'distribution') throw new Error(answer.kind);
  return answer.cells.map(({ at, low, high, count }) => [(at - T0) / 1_000, low, high, Math.round(count * 1e6) / 1e6]);
}

describe('heatmaps', () => {
  it('exponential: offsets below 0, zeros in the lowest row, the negative side in a mirror', async () => {
    // As in the test of quantiles above: [−4, −2) 4, zeros 4, (1/4, 1/2] 4, (1/2, 1] 4.
    await store.add({ points: [point('e.map', 10, 0, exponential(0, [-2, [4, 4]], { zero: 4, negative: [1, [4]] }))] });
    await store.add({ points: [point('e.map', 70, 60, exponential(0, [1, [0, 3]], { negative: [-1, [0, 2]] }))] });
    expect(await cells('e.map')).toEqual([
      [0, -4, -2, 4],
      [0, 0, 0.5, 8],
      [0, 0.5, 1, 4],
      // Offset 1 with nothing in (2, 4], 3 in (4, 8]; negative offset −1 with nothing in [−1, −1/2), 2 in [−2, −1).
      [60, -2, -1, 2],
      [60, 4, 8, 3],
    ]);
  });

  it('exponential, cumulative: what was added in each step, over a change of scale', async () => {
    const at = (second: number, data: MetricData) => point('e.grown', second, -9_000, data);
    const c = { temporality: 2 as const };
    await store.add({
      points: [
        at(-10, exponential(1, [2, [5, 5]], { ...c, zero: 1 })), // (2, 4] 10, zeros 1
        at(30, exponential(1, [0, [1, 1, 6, 6]], { ...c, zero: 3 })), // + (1, 2] 2, (2, 4] 2, zeros 2
        at(90, exponential(0, [0, [2, 12, 7]], { ...c, zero: 3 })), // + (4, 8] 7
      ],
    });
    expect(await cells('e.grown')).toEqual([
      [0, 0, 2, 4],
      [0, 2, 4, 2],
      [60, 4, 8, 7],
    ]);
  });

  it('explicit: buckets below zero end at the extremes', async () => {
    await store.add({ points: [point('h.map', 10, 0, histogram([-5, 5], [3, 2, 1], { min: -15, max: 10 }))] });
    expect(await cells('h.map')).toEqual([
      [0, -15, -5, 3],
      [0, -5, 5, 2],
      [0, 5, 10, 1],
    ]);
  });

  it('explicit: bounds that one step alone has cut the rows of all', async () => {
    await store.add({ points: [point('h.cut', 10, 0, histogram([10, 20], [4, 2, 0])), point('h.cut', 70, 60, histogram([5, 10, 20], [1, 3, 2, 0]))] }); // prettier-ignore
    expect(await cells('h.cut')).toEqual([
      [0, 0, 5, 2],
      [0, 5, 10, 2],
      [0, 10, 20, 2],
      [60, 0, 5, 1],
      [60, 5, 10, 3],
      [60, 10, 20, 2],
    ]);
  });

  it('explicit: what a cumulative point added, spread over the steps of a gap', async () => {
    const at = (second: number, counts: number[]) => point('h.gap', second, -9_000, histogram([10, 20], counts, { temporality: 2 }));
    // 8 in (0, 10] and 4 in (10, 20] between 0 and 120 s: half of them in each minute.
    await store.add({ points: [at(0, [1, 1, 0]), at(120, [9, 5, 0])] });
    expect(await cells('h.gap', frame(0, 180, 60))).toEqual([
      [0, 0, 10, 4],
      [0, 10, 20, 2],
      [60, 0, 10, 4],
      [60, 10, 20, 2],
    ]);
  });
});

it('summaries: count, sum and average; no quantile that could be merged', async () => {
  const at = (second: number, count: number, sum: number) =>
    point('s', second, -9_000, { type: 'summary', count: BigInt(count), sum, quantiles: [{ quantile: 0.5, value: 1 }] });
  await store.add({ points: [at(-10, 100, 1_000), at(30, 110, 1_050)] });
  expect(await table('s', [{ fn: 'count' }, { fn: 'sum', of: value }, { fn: 'avg', of: value }])).toEqual([[10, 50, 5]]);
  await expect(table('s', [p(0.5)])).rejects.toMatchObject({ fault: 'unsupported' });
});
