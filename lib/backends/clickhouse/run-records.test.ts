import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, log, openTestStore, span, T0, type TestStore, series, table } from '@/lib/backends/clickhouse/run.testing';
import { nanos } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { Filter } from '@/lib/model/filter';
import type { Measure, TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const ms = (value: number) => nanos(BigInt(value) * 1_000_000n);
async function rows(spec: TableSpec, when = frame(0, 60), layout = store.layout) {
  const answer = await store.ask(spec, when, layout);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer.table.rows;
}

describe('measures over spans', () => {
  // Ten spans of 10, 20 … 100 ms from 1000 s on, one a second; the last two are errors; the tenant is a or b in turn.
  beforeAll(() =>
    store.add({
      spans: Array.from({ length: 10 }, (_, index) =>
        span({
          start: at(1_000 + index),
          duration: ms(10 * (index + 1)),
          statusCode: index >= 8 ? 'Error' : 'Unset',
          attributes: { 'tenant.id': index % 2 === 0 ? 'a' : 'b', size: index + 1, ...(index < 3 ? { rare: index * 1.5 } : {}) },
        }),
      ),
    }),
  );
  const when = frame(1_000, 1_010);
  const duration = record('duration');

  it.each<[string, Measure, number]>([
    ['count', { fn: 'count' }, 10],
    ['rate: 10 in 10 s', { fn: 'rate' }, 1],
    ['ratio: 2 of 10', { fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } }, 0.2],
    ['sum: 10 + 20 + … + 100 ms', { fn: 'sum', of: duration }, 550e6],
    ['avg', { fn: 'avg', of: duration }, 55e6],
    ['min', { fn: 'min', of: duration }, 10e6],
    ['max', { fn: 'max', of: duration }, 100e6],
    ['last: the newest span', { fn: 'last', of: duration }, 100e6],
    ['distinct', { fn: 'distinct', of: record('tenant') }, 2],
    ['distinct leaves out what is missing', { fn: 'distinct', of: attribute('rare') }, 3],
    ['sum of an attribute: 1 + … + 10', { fn: 'sum', of: attribute('size') }, 55],
    ['avg leaves out what is missing: (0 + 1.5 + 3) / 3', { fn: 'avg', of: attribute('rare') }, 1.5],
    // T = 30 ms: 3 satisfied (10, 20, 30), 9 tolerating up to 120 less those 3 = 7 → (3 + 7/2) / 10
    ['apdex', { fn: 'apdex', of: duration, threshold: 30e6 }, 0.65],
    // T = 20 ms: 2 satisfied, 6 tolerating (30 … 80), 2 frustrated → (2 + 3) / 10
    ['apdex with frustrated', { fn: 'apdex', of: duration, threshold: 20e6 }, 0.5],
  ])('%s', async (_, measure, expected) => {
    for (const layout of [store.layout, store.plain]) {
      expect(await rows(table([measure]), when, layout)).toEqual([[expected]]);
    }
  });

  it('has no figure where no record has the value', async () => {
    const measures: Measure[] = (['sum', 'avg', 'min', 'max', 'last'] as const).map((fn) => ({ fn, of: attribute('nowhere') }));
    const of = attribute('nowhere');
    expect(await rows(table([...measures, { fn: 'quantile', of, q: 0.5 }, { fn: 'apdex', of, threshold: 1 }]), when)).toEqual([
      [null, null, null, null, null, null, null],
    ]);
  });

  it('groups, orders, and says when groups were left out', async () => {
    const spec = table([{ fn: 'sum', of: attribute('size') }, { fn: 'count' }], [record('tenant')]);
    // a: 1 + 3 + 5 + 7 + 9 = 25; b: 2 + 4 + 6 + 8 + 10 = 30
    const both = [['b', 30, 5], ['a', 25, 5]]; // prettier-ignore
    expect(await store.ask(spec, when)).toMatchObject({ table: { rows: both }, partial: false });
    expect(await store.ask(spec, when, store.plain)).toMatchObject({ table: { rows: both }, partial: false });
    expect(await store.ask({ ...spec, limit: 1 }, when)).toMatchObject({ table: { rows: [['b', 30, 5]] }, partial: true });
    expect((await store.ask(spec, when)).kind === 'table' && (await rows({ ...spec, orderBy: 1 }, when))).toEqual([both[1], both[0]]);
  });

  it('is half open', async () => {
    expect(await rows(table([{ fn: 'count' }]), frame(1_001, 1_003))).toEqual([[2]]);
  });

  it('cuts into steps: a gap is null, a step that the range cuts is rated over what is left of it', async () => {
    const spec = series([{ fn: 'count' }, { fn: 'rate' }], [], { op: 'lt', field: attribute('size'), value: 8 });
    const answer = await store.ask(spec, frame(1_002, 1_012, 4));
    // Steps are counted from 1970: they start at 1000, 1004, 1008. Sizes below 8 are in 1000 … 1006.
    expect(answer.kind === 'series' && answer.series).toEqual([
      { measure: 0, labels: [], points: [[T0 + 1_000_000, 2], [T0 + 1_004_000, 3], [T0 + 1_008_000, null]] },
      { measure: 1, labels: [], points: [[T0 + 1_000_000, 1], [T0 + 1_004_000, 0.75], [T0 + 1_008_000, null]] },
    ]); // prettier-ignore
  });

  it('keeps the largest groups of a series over the whole range', async () => {
    const spec = series([{ fn: 'sum', of: attribute('size') }], [record('tenant')], undefined, 1);
    const answer = await store.ask(spec, frame(1_000, 1_010, 5));
    // b: sizes 2, 4 in the first five seconds; 6, 8, 10 in the others
    expect(answer).toMatchObject({ partial: true, series: [{ labels: ['b'], points: [[T0 + 1_000_000, 6], [T0 + 1_005_000, 24]] }] }); // prettier-ignore
  });

  it('has no series where there are no records', async () => {
    expect(await store.ask(series([{ fn: 'count' }]), frame(5, 10, 1))).toMatchObject({ series: [], partial: false });
  });

  it('refuses increase over spans, and a distribution in a table', async () => {
    await expect(store.ask(table([{ fn: 'increase', of: duration }]), when)).rejects.toMatchObject({ fault: 'unsupported' });
    await expect(store.ask(table([{ fn: 'distribution', of: duration }]), when)).rejects.toBeInstanceOf(BackendError);
    await expect(store.ask(series([{ fn: 'count' }]), frame(0, 1e6, 1))).rejects.toMatchObject({ fault: 'invalid' });
  });
});

it('quantiles are within 2 % of the exact ones', async () => {
  // Durations of 1, 2 … 10 000 µs: the exact quantile is q · 10 ms.
  await store.add({
    spans: Array.from({ length: 10_000 }, (_, index) =>
      span({ start: at(2_000), duration: nanos(BigInt(index + 1) * 1_000n), name: 'many' }),
    ),
  });
  for (const q of [0.01, 0.5, 0.95, 0.99, 0.999]) {
    const [[value] = []] = await rows(table([{ fn: 'quantile', of: record('duration'), q }]), frame(2_000, 2_001));
    expect(Math.abs(Number(value) / (q * 1e7) - 1)).toBeLessThan(0.02);
  }
});

it('a distribution counts in log-spaced rows, zeros in the lowest', async () => {
  const values = [1, 2, 2, 2.1, 1_000_000, 0];
  await store.add({ spans: values.map((size) => span({ start: at(3_000), name: 'spread', attributes: { size } })) });
  const answer = await store.ask(series([{ fn: 'distribution', of: attribute('size') }]), frame(3_000, 3_010, 10));
  if (answer.kind !== 'distribution') throw new Error(answer.kind);
  // 1 … 1 000 000 are 20 doublings: 40 rows at most makes the base √2 wide rows too many (41), so it is 2.
  expect(answer.cells).toEqual([
    { at: T0 + 3_000_000, low: 0, high: 1, count: 2 },
    { at: T0 + 3_000_000, low: 1, high: 2, count: 2 },
    { at: T0 + 3_000_000, low: 2, high: 4, count: 1 },
    { at: T0 + 3_000_000, low: 524_288, high: 1_048_576, count: 1 },
  ]);
});

it('logs: severity, body, errors', async () => {
  await store.add({
    logs: [
      log({ time: at(5_000), severity: 9, body: 'Stream STARTED', eventName: 'stream.started' }),
      log({ time: at(5_000), severity: 17, body: 'failed', attributes: { 'exception.message': 'Kaputt' } }),
      log({ time: at(5_000), severity: 0, body: '' }),
    ],
  });
  const count = async (where: Filter) => {
    const spec: TableSpec = { ...table([{ fn: 'count' }], [], where), source: { signal: 'logs' } };
    return (await rows(spec, frame(5_000, 5_001)))[0]?.[0];
  };
  expect(await count({ op: 'gte', field: record('severity'), value: 17 })).toBe(1);
  expect(await count({ op: 'lt', field: record('level'), value: 17 })).toBe(1);
  expect(await count({ op: 'search', text: 'started' })).toBe(1);
  expect(await count({ op: 'search', text: 'kaputt' })).toBe(1);
  expect(await count({ op: 'eq', field: record('error'), value: true })).toBe(1);
  expect(await count({ op: 'eq', field: record('eventName'), value: 'stream.started' })).toBe(1);
});

it('counts a record once under each of its tags, and under none where it has none', async () => {
  const when = frame(90_000, 90_100);
  await store.add({
    spans: [
      span({ start: at(90_001), tags: ['a', 'b'] }),
      span({ start: at(90_002), tags: ['b', 'b'] }),
      span({ start: at(90_061), tags: ['b'], statusCode: 'Error' }),
      span({ start: at(90_062) }),
    ],
    logs: [log({ time: at(90_001), tags: ['a'] }), log({ time: at(90_002) })],
  });
  const byTag = table([{ fn: 'count' }, { fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } }], [record('tags')]);
  expect(await rows(byTag, when)).toEqual([['b', 3, 1 / 3], ['', 1, 0], ['a', 1, 0]]); // prettier-ignore
  expect(await rows({ ...byTag, measures: [{ fn: 'count' }], source: { signal: 'logs' } }, when)).toEqual([['', 1], ['a', 1]]); // prettier-ignore
  // over time, kept to the largest
  const overTime = await store.ask(series([{ fn: 'count' }], [record('tags')], undefined, 1), frame(90_000, 90_120, 60));
  expect(overTime).toMatchObject({ series: [{ labels: ['b'], points: [[T0 + 90_000_000, 2], [T0 + 90_060_000, 1]] }] }); // prettier-ignore
});
