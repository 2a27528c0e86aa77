/** What the hours of a histogram's series say is what all their points say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POINTS_BY_HOUR } from '@/lib/backends/clickhouse/metric-rollup-hours';
import { figuresOf, rounded, series, table, type Asked } from '@/lib/backends/clickhouse/metric-questions.testing';
import { frame, openTestStore, point, resource, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis } from '@/lib/base/time';
import type { Frame, Measure } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import type { MetricData, MetricPoint, Temporality } from '@/lib/model/telemetry';

const HOUR = 3_600;
const DAY = 24 * HOUR;
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const value = record('value');
const count: Measure = { fn: 'count' };
const p50: Measure = { fn: 'quantile', of: value, q: 0.5 };
const MEASURES: Measure[] = [count, { fn: 'rate' }, { fn: 'sum', of: value }, { fn: 'avg', of: value }, { fn: 'min', of: value }, { fn: 'max', of: value }, p50, { fn: 'quantile', of: value, q: 0.99 }, { fn: 'apdex', of: value, threshold: 2 }, { fn: 'ratio', where: { op: 'eq', field: attribute('route'), value: '/a' } }]; // prettier-ignore

interface Extremes {
  readonly min?: number;
  readonly max?: number;
}
const observed = (
  bounds: readonly number[],
  counts: readonly number[],
  temporality: Temporality = 2,
  extremes: Extremes = {},
): MetricData => ({
  type: 'histogram',
  bounds: [...bounds],
  counts: counts.map(BigInt),
  count: BigInt(counts.reduce((all, each) => all + each, 0)),
  // as if each were half-way to the bound above it
  sum: counts.reduce((all, each, index) => all + each * ((bounds[index] ?? 10) - 0.5), 0),
  min: extremes.min,
  max: extremes.max,
  temporality,
});

/** Observations in neighbouring buckets from number `offset` on. */
const exponential = (
  scale: number,
  offset: number,
  counts: readonly number[],
  zeros: number,
  temporality: Temporality = 2,
): MetricData => ({
  type: 'exponentialHistogram',
  scale,
  zeroCount: BigInt(zeros),
  zeroThreshold: 0,
  positive: { offset, counts: counts.map(BigInt) },
  negative: { offset: 0, counts: [] },
  count: BigInt(counts.reduce((all, each) => all + each, zeros)),
  sum: counts.reduce((all, each, index) => all + each * 2 ** ((offset + index + 0.5) / 2 ** scale), 0),
  min: undefined,
  max: undefined,
  temporality,
});

/** Figures of the steps that have any, of each measure, as the hours tell them. */
async function lines(metric: string, measures: Measure[], when = frame(0, 2 * DAY, HOUR)): Promise<unknown> {
  const answer = await store.ask(series(metric, measures), when);
  expect(answer.rollup).toBe(POINTS_BY_HOUR);
  return (
    answer.kind === 'series' && answer.series.map(({ points }) => points.flatMap(([, each]) => (each === null ? [] : [rounded(each)])))
  );
}

describe('figures by hand', () => {
  it('of cumulative points: the difference of the last and the first', async () => {
    const at = (second: number, counts: number[]) => point('h.plain', second, -DAY, observed([1, 2], counts));
    await store.add({ points: [at(-60, [5, 0, 0]), at(60, [7, 0, 0]), at(1_800, [7, 4, 0]), at(3_540, [9, 4, 2]), at(3_660, [9, 10, 2])] });
    // 0: 4 up to 1, 4 up to 2, 2 above, half of 10 is the first of those up to 2, a quarter into them. 1: 6, all in (1, 2].
    expect(await lines('h.plain', [count, p50])).toEqual([
      [10, 6],
      [1.25, 1.5],
    ]);
  });

  it('of deltas: all that the points say, and their extremes', async () => {
    const at = (second: number, counts: number[], extremes: Extremes) =>
      point('h.delta', second, second - 60, observed([1, 2], counts, 1, extremes));
    await store.add({ points: [at(60, [1, 2, 0], { min: 0.2, max: 1.9 }), at(120, [0, 0, 1], { min: 7, max: 7 })] });
    await store.add({ points: [at(3_660, [0, 3, 0], { min: 1.1, max: 1.2 })] });
    expect(
      await lines('h.delta', [count, { fn: 'min', of: value }, { fn: 'max', of: value }, { fn: 'sum', of: value }]),
    ).toEqual([[4, 3], [0.2, 1.1], [7, 1.2], [0.5 + 3 + 9.5, 4.5]]); // prettier-ignore
  });

  it('of a process that began anew within the hour', async () => {
    const at = (second: number, start: number, counts: number[]) => point('h.anew', second, start, observed([1], counts));
    await store.add({ points: [at(-60, -DAY, [5, 0]), at(60, -DAY, [6, 0]), at(600, 300, [0, 4]), at(1_200, 300, [0, 9])] });
    expect(await lines('h.anew', [count])).toEqual([[1 + 4 + 5]]);
  });

  it('of bounds that changed within the hour', async () => {
    const points = [
      point('h.bounds', -60, -DAY, observed([1], [5, 0])),
      point('h.bounds', 60, -DAY, observed([1], [6, 0])),
      point('h.bounds', 600, -DAY, observed([1, 2], [6, 3, 0])),
      point('h.bounds', 1_200, -DAY, observed([1, 2], [6, 3, 8])),
    ];
    await store.add({ points });
    // what came with the change nobody can tell
    expect(await lines('h.bounds', [count])).toEqual([[1 + 8]]);
  });

  it('of exponential histograms whose scale changed within the hour', async () => {
    const at = (second: number, data: MetricData) => point('h.scale', second, -DAY, data);
    // (1, 2] and (2, 4]: at scale 0 buckets 0 and 1, at scale 1 buckets 0 to 3
    await store.add({ points: [at(-60, exponential(1, 0, [1, 1, 0, 0], 0)), at(60, exponential(1, 0, [1, 3, 0, 0], 0))] });
    await store.add({
      points: [at(120, exponential(1, 0, [2, 3, 0, 1], 1)), at(600, exponential(0, 0, [5, 5], 1)), at(900, exponential(0, 0, [5, 6], 1))],
    });
    // 2, then 3 with a zero, then 4, then 1
    expect(await lines('h.scale', [count])).toEqual([[10]]);
    const answer = await store.ask(series('h.scale', [{ fn: 'distribution', of: value }]), frame(0, 2 * DAY, HOUR));
    expect(answer.rollup).toBe(POINTS_BY_HOUR);
    // the zero in the lowest row, which then reaches down to 0; 5 - 2 of (1, 2], 6 of (2, 4]
    expect(answer.kind === 'distribution' && answer.cells.map(({ high, count: own }) => [high, own])).toEqual([[2, 4], [4, 6]]); // prettier-ignore
  });
});

describe('the same as from all points', () => {
  const FROM = 40 * DAY;
  const METRICS = ['r.cumulative', 'r.delta', 'r.exponential', 'r.exponentialDelta'];
  beforeAll(async () => {
    let state = 5;
    // repeatable: a linear congruential generator (Numerical Recipes)
    const next = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    const points: MetricPoint[] = [];
    for (const [index, host] of ['a', 'b', 'c'].entries()) {
      const from = resource(index < 2 ? 'api' : 'jobs', { 'host.name': host });
      const own = { 'tenant.id': index % 2 === 0 ? 'acme' : 'beta', route: index === 2 ? '/b' : '/a' };
      let bounds = [1, 2, 5];
      let [start, counts] = [FROM - 2 * DAY, [0, 0, 0, 0]];
      // points a minute to twelve apart, gaps, restarts that the start time tells and ones that it does not, other bounds
      for (
        let at = FROM - DAY;
        at < FROM + 4 * DAY;
        at += next() < 0.01 ? 1_000 + Math.floor(next() * 6_000) : 60 + Math.floor(next() * 660)
      ) {
        const change = next();
        if (change < 0.008) [start, counts] = [at - 20, counts.map(() => 0)];
        else if (change < 0.016) counts = counts.map(() => 0);
        else if (change < 0.02) bounds = bounds[1] === 2 ? [1, 3, 5] : [1, 2, 5];
        const more = counts.map(() => Math.floor(next() * 4));
        counts = counts.map((each, place) => each + (more[place] ?? 0));
        points.push(point('r.cumulative', at, start, observed(bounds, counts), own, from));
        // the scale falls as the day goes on, and its buckets are at other places then
        const scale = 2 - Math.floor((at % DAY) / (9 * HOUR));
        points.push(point('r.exponential', at, start, exponential(scale, scale * 3, counts, counts[0] ?? 0), own, from));
        const deltas = exponential(next() < 0.1 ? 1 : 2, Math.floor(next() * 5) - 2, more, more[1] ?? 0, 1);
        points.push(point('r.exponentialDelta', at, at - 60, deltas, own, from));
        const untold = next() < 0.01;
        const extremes = untold ? {} : { min: 0.1 + next(), max: 4 + next() * 9 };
        points.push(point('r.delta', at, at - 60, observed(bounds, more, 1, extremes), own, from));
      }
    }
    // they come in several requests, some long after their neighbours
    const part = points.map((each) => ({ each, part: next() < 0.1 ? 3 : Math.floor(next() * 3) }));
    for (const number of [0, 1, 2, 3]) await store.add({ points: part.filter((one) => one.part === number).map(({ each }) => each) });
  });

  const ASKED: [string, Asked][] = [
    ['all', {}],
    ['by label', { by: [attribute('route')] }],
    ['by tenant and service, the largest', { by: [record('tenant'), record('service')], limit: 2 }],
    ['of one service', { where: { op: 'eq', field: record('service'), value: 'api' }, by: [record('host')] }],
    ['of nobody', { where: { op: 'eq', field: record('tenant'), value: 'nobody' } }],
  ];
  const FRAMES: [string, Frame][] = [
    ['days of hours', frame(FROM, FROM + 3 * DAY, HOUR)],
    ['steps of six hours, up to after the newest point', frame(FROM + DAY, FROM + 5 * DAY, 6 * HOUR)],
    ['a range that cuts hours at both ends', frame(FROM + 1_234, FROM + 2 * DAY + 2_345, HOUR)],
    ['windows that slide', { ...frame(FROM + DAY, FROM + 3 * DAY, 2 * HOUR), over: millis(6 * HOUR * 1_000) }],
  ];
  // each frame with some of what is asked, in turn
  const CASES = METRICS.flatMap((metric, turn) =>
    FRAMES.flatMap(([when, each], index) =>
      ASKED.filter((_, place) => (turn + index + place) % 2 === 0).map(([what, asked]) => [metric, when, what, each, asked] as const),
    ),
  );

  it.each(CASES)('%s, %s, %s', async (metric, _, __, when, asked) => {
    const specs = [series(metric, MEASURES, asked), ...(when.over === undefined ? [table(metric, MEASURES, asked)] : [])];
    for (const spec of specs) {
      const [fast, slow] = [await store.ask(spec, when), await store.ask(spec, when, undefined, false)];
      expect([fast.rollup, slow.rollup]).toEqual([POINTS_BY_HOUR, undefined]);
      expect(figuresOf(fast)).toEqual(figuresOf(slow));
      expect(fast.partial).toBe(slow.partial);
    }
  });

  it.each(METRICS)('the heatmap of %s, too', async (metric) => {
    const spec = series(metric, [{ fn: 'distribution', of: value }]);
    const when = frame(FROM, FROM + 3 * DAY, HOUR);
    const [fast, slow] = [await store.ask(spec, when), await store.ask(spec, when, undefined, false)];
    expect([fast.rollup, slow.rollup]).toEqual([POINTS_BY_HOUR, undefined]);
    expect(figuresOf(fast)).toEqual(figuresOf(slow));
  });

  it.each(METRICS)('the engine reads its projection of %s', async (metric) => {
    const { executed } = await store.ask(series(metric, MEASURES, { by: [attribute('route')] }), frame(FROM, FROM + 3 * DAY, HOUR));
    const { rows } = await store.transport.query(`EXPLAIN ${executed}`, {}, { signal: new AbortController().signal });
    expect(rows.map(([row]) => String(row)).join('\n')).toContain('points_by_hour');
  });
});
