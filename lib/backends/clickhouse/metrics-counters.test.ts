import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frame, openTestStore, point, resource, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import type { Field } from '@/lib/model/field';
import type { Measure, SeriesSpec, TableSpec } from '@/lib/model/query';
import type { MetricData, MetricPoint, Temporality } from '@/lib/model/telemetry';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const value = record('value');
const increase: Measure = { fn: 'increase', of: value };
const sum = (amount: number, temporality: Temporality = 2, monotonic = true): MetricData => ({
  type: 'sum',
  value: amount,
  temporality,
  monotonic,
});
const gauge = (amount: number): MetricData => ({ type: 'gauge', value: amount });
type Own = Record<string, string>;

/** Points of one series at [seconds, value]; it began at `start`. */
function cumulative(name: string, start: number, values: [number, number][], own: Own = {}): MetricPoint[] {
  return values.map(([second, amount]) => point(name, second, start, sum(amount), own));
}

const spec = (metric: string, measures: Measure[], by: Field[] = [], limit = 100) => ({
  source: { signal: 'metrics', metric } as const,
  measures,
  by,
  limit,
});

/** Values of each series, one list for each group and measure. */
async function series(metric: string, measures: Measure[], when = frame(0, 300, 60), by: Field[] = []) {
  const asked: SeriesSpec = { kind: 'series', ...spec(metric, measures, by) };
  const answer = await store.ask(asked, when);
  if (answer.kind !== 'series') throw new Error(answer.kind);
  return answer.series.map(({ points }) => points.map(([, each]) => (each === null ? null : Math.round(each * 1e6) / 1e6)));
}

async function table(metric: string, measures: Measure[], when = frame(0, 300, 60), by: Field[] = []) {
  const asked: TableSpec = { kind: 'table', orderBy: 0, ...spec(metric, measures, by) };
  const answer = await store.ask(asked, when);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer.table.rows;
}

describe('cumulative counters', () => {
  it('adds differences to the point before, also to the last one before the range', async () => {
    // Before the range 100; then 110, 130, 130 and 190 in steps of a minute: 10, 20, 0, nothing, 60.
    await store.add({ points: cumulative('c.plain', -9_000, [[-30, 100], [30, 110], [90, 130], [150, 130], [270, 190]]) }); // prettier-ignore
    // The last one is over 2 min, longer than a step: half of it belongs to each step it covers: (150, 180] 15, (180, 240] 30, (240, 270] 15.
    expect(await series('c.plain', [increase])).toEqual([[10, 20, 15, 30, 15]]);
    expect(await series('c.plain', [{ fn: 'rate' }])).toEqual([[10, 20, 15, 30, 15].map((each) => Math.round((each / 60) * 1e6) / 1e6)]);
    expect(await table('c.plain', [increase, { fn: 'rate' }])).toEqual([[90, 90 / 300]]);
    expect(await series('c.plain', [{ fn: 'sum', of: value }])).toEqual([[10, 20, 15, 30, 15]]);
  });

  it('counts the first value of a series that begins inside the range, and nothing of one that was there before', async () => {
    await store.add({ points: cumulative('c.young', 10, [[30, 7], [90, 9]]) }); // prettier-ignore
    await store.add({ points: cumulative('c.old', -9_000, [[30, 7_000], [90, 7_002]]) }); // prettier-ignore
    expect(await series('c.young', [increase], frame(0, 120, 60))).toEqual([[7, 2]]);
    expect(await series('c.old', [increase], frame(0, 120, 60))).toEqual([[null, 2]]);
  });

  it('counts from zero after a value that fell', async () => {
    // 50 → 60 is 10; then a reset: 5; then 12 − 5 = 7.
    await store.add({ points: cumulative('c.reset', -9_000, [[-10, 50], [30, 60], [90, 5], [150, 12]]) }); // prettier-ignore
    expect(await series('c.reset', [increase], frame(0, 180, 60))).toEqual([[10, 5, 7]]);
  });

  it('counts from zero after a restart that the value does not show', async () => {
    const before = cumulative('c.restart', -9_000, [[-10, 50], [30, 60]]); // prettier-ignore
    const after = cumulative('c.restart', 70, [[90, 80], [150, 81]]); // prettier-ignore
    await store.add({ points: [...before, ...after] });
    // 60 − 50, then all of 80 (without the start time it would be 20), then 1.
    expect(await series('c.restart', [increase], frame(0, 180, 60))).toEqual([[10, 80, 1]]);
  });

  it('takes a restarted process with another instance id as a new series', async () => {
    const of = (instance: string) => resource('api', { 'service.instance.id': instance });
    await store.add({
      points: [
        point('c.instance', -10, -9_000, sum(1_000), {}, of('a')),
        point('c.instance', 30, -9_000, sum(1_004), {}, of('a')),
        point('c.instance', 90, 60, sum(3), {}, of('b')),
        point('c.instance', 150, 60, sum(9), {}, of('b')),
      ],
    });
    expect(await series('c.instance', [increase], frame(0, 180, 60))).toEqual([[4, 3, 6]]);
  });

  it('does not count what a machine did before a process began to tell of it', async () => {
    // 9 GB since it booted, then 60 bytes; another process begins to tell of the same, and a machine that boots anew counts from zero
    const io = (start: number, values: [number, number][], from: string) =>
      values.map(([second, amount]) => point('system.disk.io', second, start, sum(amount), {}, resource('api', { 'service.instance.id': from }))); // prettier-ignore
    await store.add({ points: [...io(10, [[20, 9e9], [80, 9e9 + 60]], 'a'), ...io(100, [[110, 9e9 + 70], [170, 9e9 + 90]], 'b')] }); // prettier-ignore
    expect(await table('system.disk.io', [increase], frame(0, 300, 60))).toEqual([[60 + 20]]);
    await store.add({ points: [point('system.network.io', 20, 10, sum(900)), point('system.network.io', 80, 70, sum(30))] });
    expect(await table('system.network.io', [increase], frame(0, 300, 60))).toEqual([[30]]);
  });

  it('keeps two series out of phase apart', async () => {
    const one = cumulative('c.phase', -9_000, [[-50, 100], [10, 110], [70, 120]], { host: 'a' }); // prettier-ignore
    const two = cumulative('c.phase', -9_000, [[-20, 5_000], [40, 5_003], [100, 5_007]], { host: 'b' }); // prettier-ignore
    await store.add({ points: [...two, ...one].reverse() });
    expect(await series('c.phase', [increase], frame(0, 120, 60))).toEqual([[13, 14]]);
    // The larger group first: a 10 + 10, b 3 + 4.
    expect(await series('c.phase', [increase], frame(0, 120, 60), [attribute('host')])).toEqual([[10, 10], [3, 4]]); // prettier-ignore
    expect(await table('c.phase', [increase], frame(0, 120, 60), [attribute('host')])).toEqual([['a', 20], ['b', 7]]); // prettier-ignore
  });

  it('makes no spike of a gap, and leaves out what lies before the range', async () => {
    // 600 in ten minutes from −300 to 300, 1 a second: each step of the range has its 60, and what was before is left out.
    await store.add({ points: cumulative('c.gap', -9_000, [[-300, 0], [300, 600]]) }); // prettier-ignore
    expect(await series('c.gap', [increase], frame(0, 360, 60))).toEqual([[60, 60, 60, 60, 60, null]]);
    const half = cumulative('c.long', -90_000, [[-600, 0], [600, 1_200]]); // prettier-ignore
    await store.add({ points: half });
    expect(await table('c.long', [increase], frame(0, 1_200, 60))).toEqual([[600]]);
  });

  it('is not upset by the same point twice', async () => {
    await store.add({ points: cumulative('c.twice', -9_000, [[-10, 1], [30, 4], [30, 4], [90, 6]]) }); // prettier-ignore
    expect(await series('c.twice', [increase], frame(0, 120, 60))).toEqual([[3, 2]]);
  });

  it('is half open', async () => {
    await store.add({ points: cumulative('c.edge', -9_000, [[-60, 1], [0, 3], [60, 7], [120, 15]]) }); // prettier-ignore
    expect(await table('c.edge', [increase], frame(0, 120, 60))).toEqual([[6]]);
    expect(await series('c.edge', [increase], frame(0, 120, 60))).toEqual([[2, 4]]);
  });

  it('adds up the newest values of the series for `last`, and counts points', async () => {
    const one = cumulative('c.last', -9_000, [[10, 100], [50, 110]], { host: 'a' }); // prettier-ignore
    const two = cumulative('c.last', -9_000, [[20, 7], [55, 6]], { host: 'b' }); // prettier-ignore
    await store.add({ points: [...one, ...two] });
    expect(await table('c.last', [{ fn: 'last', of: value }, { fn: 'count' }], frame(0, 60))).toEqual([[116, 4]]);
  });

  it('takes a ratio as the share of what was counted', async () => {
    const done = cumulative('c.ratio', -9_000, [[-10, 1_000], [30, 1_090]], { result: 'ok' }); // prettier-ignore
    const failed = cumulative('c.ratio', -9_000, [[-10, 5], [30, 15]], { result: 'failed' }); // prettier-ignore
    await store.add({ points: [...done, ...failed] });
    const where = { op: 'eq', field: attribute('result'), value: 'failed' } as const;
    expect(await table('c.ratio', [{ fn: 'ratio', where }], frame(0, 60))).toEqual([[0.1]]);
  });
});

describe('delta counters', () => {
  it('adds the deltas up', async () => {
    const at = (second: number, amount: number) => point('d.plain', second, second - 60, sum(amount, 1));
    await store.add({ points: [at(-1, 1_000), at(10, 1), at(50, 2), at(60, 4), at(150, 8), at(300, 1_000)] });
    expect(await series('d.plain', [increase])).toEqual([[3, 4, 8, null, null]]);
    expect(await table('d.plain', [increase, { fn: 'rate' }, { fn: 'avg', of: value }, { fn: 'max', of: value }])).toEqual([
      [15, 0.05, 3.75, 8],
    ]);
  });

  it('spreads them over the steps that they tell of, up to the point before: one a minute is no spike', async () => {
    // from -10 to 50: 12, a sixth of it before the range; from 50 to 110: 24
    const at = (second: number, amount: number) => point('d.minute', second, second - 60, sum(amount, 1));
    await store.add({ points: [at(50, 12), at(110, 24)] });
    expect(await series('d.minute', [increase], frame(0, 120, 15))).toEqual([[3, 3, 3, 1 + 4, 6, 6, 6, 2]]);
    expect(await table('d.minute', [increase], frame(0, 120, 15))).toEqual([[34]]);
    // a start that never changes: 6 since the point at 20; and one that was not told
    const always = [point('d.always', 20, -9_000, sum(0, 1)), point('d.always', 50, -9_000, sum(6, 1))];
    await store.add({ points: [...always, point('d.untold', 50, -T0 / 1_000, sum(6, 1))] });
    expect(await series('d.always', [increase], frame(0, 60, 15))).toEqual([[0, 2, 3, 1]]);
    expect(await series('d.untold', [increase], frame(0, 60, 15))).toEqual([[null, null, null, 6]]);
  });

  it('and cumulative ones of the same name', async () => {
    await store.add({
      points: [
        point('d.mixed', 30, -30, sum(5, 1), { host: 'a' }),
        ...cumulative('d.mixed', -9_000, [[-10, 100], [30, 107]], { host: 'b' }), // prettier-ignore
        // One series that changed over from cumulative to delta.
        point('d.mixed', -10, -9_000, sum(50, 2), { host: 'c' }),
        point('d.mixed', 20, -9_000, sum(52, 2), { host: 'c' }),
        point('d.mixed', 40, 20, sum(3, 1), { host: 'c' }),
      ],
    });
    expect(await table('d.mixed', [increase], frame(0, 60))).toEqual([[5 + 7 + 2 + 3]]);
  });
});

describe('gauges', () => {
  beforeAll(() =>
    store.add({
      points: (
        [['a', 10, 1], ['a', 40, 5], ['b', 20, 100], ['a', 70, 7]] as const
      ).map(([host, second, amount]) => point('g', second, 0, gauge(amount), { host })), // prettier-ignore
    }),
  );

  it.each<[string, Measure, (number | null)[]]>([
    // First step: a has 1 and 5, b has 100. Second: a has 7.
    ['last: 5 + 100; 7', { fn: 'last', of: value }, [105, 7]],
    ['avg of all points: 106 / 3', { fn: 'avg', of: value }, [35.333333, 7]],
    ['min', { fn: 'min', of: value }, [1, 7]],
    ['max', { fn: 'max', of: value }, [100, 7]],
    ['sum of the series’ averages: 3 + 100', { fn: 'sum', of: value }, [103, 7]],
    ['count of points', { fn: 'count' }, [3, 1]],
    ['distinct', { fn: 'distinct', of: attribute('host') }, [2, 1]],
    ['median of 1, 5, 100', { fn: 'quantile', of: value, q: 0.5 }, [5, 7]],
  ])('%s', async (_, measure, expected) => {
    expect(await series('g', [measure], frame(0, 120, 60))).toEqual([expected]);
  });

  it('have no increase, and say so', async () => {
    await expect(table('g', [increase])).rejects.toMatchObject({ fault: 'unsupported' });
  });

  it('are what a sum is that goes up and down', async () => {
    await store.add({ points: [[10, 5], [50, 3], [70, 4]].map(([second = 0, amount = 0]) => point('u', second, -100, sum(amount, 2, false))) }); // prettier-ignore
    expect(await series('u', [{ fn: 'last', of: value }, { fn: 'max', of: value }], frame(0, 120, 60))).toEqual([[3, 4], [5, 4]]); // prettier-ignore
  });

  it('have a distribution', async () => {
    const answer = await store.ask({ kind: 'series', ...spec('g', [{ fn: 'distribution', of: value }]) }, frame(0, 60, 60));
    // 1, 5 and 100 on the finest scale that fits 40 rows: from 1 to 100 are 6.6 doublings, at 4 rows each.
    expect(answer.kind === 'distribution' && answer.cells).toEqual([
      { at: T0, low: 2 ** -0.25, high: 1, count: 1 },
      { at: T0, low: 2 ** 2.25, high: 2 ** 2.5, count: 1 },
      { at: T0, low: 2 ** 6.5, high: 2 ** 6.75, count: 1 },
    ]);
  });
});

it('a metric that nobody sends is empty, not wrong', async () => {
  for (const metric of ['nowhere', '']) {
    expect(await series(metric, [increase])).toEqual([]);
    expect(await table(metric, [increase])).toEqual([]);
  }
});

it('takes hostile names and labels as text', async () => {
  const hostile = `m'; DROP TABLE x; -- {p0:String} \``;
  await store.add({ points: [1, 2].flatMap((host) => cumulative(hostile, -9_000, [[-10, 1], [30, 4 + host]], { [hostile]: `${hostile}${host}` })) }); // prettier-ignore
  const asked: SeriesSpec = { kind: 'series', ...spec(hostile, [increase], [attribute(hostile)], 1) };
  expect(await store.ask(asked, frame(0, 60, 60))).toMatchObject({
    partial: true,
    series: [{ labels: [`${hostile}2`], points: [[T0, 5]] }],
  });
});

it('runs on an exporter’s own tables', async () => {
  await store.add({ points: cumulative('c.plainly', -9_000, [[-10, 1], [30, 4]]) }); // prettier-ignore
  const asked: TableSpec = { kind: 'table', orderBy: 0, ...spec('c.plainly', [increase], [record('tenant'), record('environment')]) };
  expect(await store.ask(asked, frame(0, 60), store.plain)).toMatchObject({ table: { rows: [['', '', 3]] } });
});
