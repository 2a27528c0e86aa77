/** One name that senders make different kinds of metric of: Logfire's SDK sends exponential histograms where others send explicit ones. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAsk } from '@/lib/backends/clickhouse/ask';
import { createDialect } from '@/lib/backends/clickhouse/dialect';
import { listMetrics } from '@/lib/backends/clickhouse/metrics-catalog';
import { readExemplars } from '@/lib/backends/clickhouse/metrics-exemplars';
import { at, frame, openTestStore, point, resource, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { HOUR, MINUTE } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import type { Exemplar, MetricData, MetricPoint } from '@/lib/model/telemetry';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.add({ points: [...both('took', 10, 20), ...both('by.step', 10, 70)] });
});
afterAll(() => store.close());

const value = record('value');
const p75: Measure = { fn: 'quantile', of: value, q: 0.75 };
const count: Measure = { fn: 'count' };

/** (1, 2] 4 and (2, 4] 4, as the one and as the other. */
const explicit: MetricData = {
  ...{ type: 'histogram', count: 8n, sum: 20, min: undefined, max: undefined, temporality: 1 },
  ...{ bounds: [1, 2, 4], counts: [0n, 4n, 4n, 0n] },
};
const exponential: MetricData = {
  ...{ type: 'exponentialHistogram', count: 8n, sum: 12, min: undefined, max: undefined, temporality: 1 },
  ...{ scale: 0, zeroCount: 0n, zeroThreshold: 0, positive: { offset: 0, counts: [4n, 4n] }, negative: { offset: 0, counts: [] } },
};

function both(metric: string, one: number, other: number): MetricPoint[] {
  return [
    point(metric, one, one - 5, explicit, { path: '/a' }, resource('plain')),
    point(metric, other, other - 5, exponential, { path: '/b' }, resource('logfire')),
  ];
}

const spec = (metric: string, measures: Measure[], by: Field[] = []) => ({
  source: { signal: 'metrics', metric } as const,
  measures,
  by,
  limit: 100,
});

async function table(metric: string, measures: Measure[], when = frame(0, 60), by: Field[] = [], layout = store.layout) {
  const answer = await store.ask({ kind: 'table', orderBy: 0, ...spec(metric, measures, by) }, when, layout);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer.table.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1e6) / 1e6 : cell)));
}

async function series(metric: string, measures: Measure[], by: Field[] = []) {
  const answer = await store.ask({ kind: 'series', ...spec(metric, measures, by) }, frame(0, 120, 60));
  if (answer.kind !== 'series') throw new Error(answer.kind);
  return answer.series.map(({ labels, points }) => [...labels, ...points.map(([, each]) => each)]);
}

describe('histograms of both sorts', () => {
  it.each(['layout', 'plain'] as const)('are added up (%s tables)', async (tables) => {
    const measures: Measure[] = [count, { fn: 'sum', of: value }, { fn: 'avg', of: value }, { fn: 'rate' }, p75];
    // 8 in (1, 2] and 8 in (2, 4]: rank 12 is half-way through the second, which both together take as even
    expect(await table('took', measures, frame(0, 60), [], store[tables])).toEqual([[16, 32, 2, 0.266667, 3]]);
  });

  it('keep their own scale where they are alone', async () => {
    // rank 6 of 8 is half-way through (2, 4]: 3, or 2√2 on a logarithmic scale
    expect(await table('took', [p75], frame(0, 60), [record('service')])).toEqual([['plain', 3], ['logfire', 2.828427]]); // prettier-ignore
  });

  it('over time, and by what they have in common', async () => {
    expect(await series('by.step', [count])).toEqual([[8, 8]]);
    expect(await series('by.step', [count], [record('service')])).toEqual([['logfire', null, 8], ['plain', 8, null]]); // prettier-ignore
  });

  it('share the rows of a heatmap, which are the explicit buckets', async () => {
    const answer = await store.ask({ kind: 'series', ...spec('by.step', [{ fn: 'distribution', of: value }]) }, frame(0, 120, 60));
    if (answer.kind !== 'distribution') throw new Error(answer.kind);
    expect(answer.cells.map(({ at, low, high, count: cell }) => [(at - T0) / 1_000, low, high, cell])).toEqual([[0, 1, 2, 4], [0, 2, 4, 4], [60, 1, 2, 4], [60, 2, 4, 4]]); // prettier-ignore
  });

  it('are read from the hours of their series, too', async () => {
    const [hour, minute] = [HOUR / 1_000, MINUTE / 1_000];
    const days = [0, 1, 2].flatMap((day) => both('long', day * 24 * hour + 5 * minute, day * 24 * hour + 6 * minute));
    await store.add({ points: days });
    const asked = { kind: 'table', orderBy: 0, ...spec('long', [count, p75]) } as const;
    const [hours, points] = await Promise.all([true, false].map((rollups) => store.ask(asked, frame(0, 72 * hour, hour), store.layout, rollups))); // prettier-ignore
    expect(hours).toMatchObject({ rollup: 'metric points by hour', table: { rows: [[48, 3]] } });
    expect(points).toMatchObject({ table: { rows: [[48, 3]] } });
  });

  it('are one metric in the list, with the services and labels of both', async () => {
    const [metric] = (await listMetrics(frame(0, 60).range, createAsk(store.transport, new AbortController().signal), store.layout)).filter(({ name }) => name === 'took'); // prettier-ignore
    expect(metric).toMatchObject({ services: ['logfire', 'plain'], points: 2, series: 2, lastAt: T0 + 20_000 });
    // each of them has one path
    expect(metric?.labels).toContainEqual({ in: 'attributes', key: 'path', values: 2 });
  });

  it('tell the examples of both', async () => {
    const exemplar = (seconds: number, traceId: string): Exemplar => ({ time: at(seconds), value: seconds, traceId, spanId: 'a', attributes: [] }); // prettier-ignore
    const [one, other] = both('exemplified', 10, 20);
    if (!one || !other) throw new Error('two points');
    await store.add({
      points: [
        { ...one, exemplars: [exemplar(9, '1')] },
        { ...other, exemplars: [exemplar(19, '2')] },
      ],
    });
    const ask = createAsk(store.transport, new AbortController().signal);
    const found = await readExemplars({ metric: 'exemplified', from: T0, to: T0 + 60_000, limit: 10 }, ask, createDialect(store.layout), store.layout); // prettier-ignore
    expect(found.map(({ value: own }) => own)).toEqual([19, 9]);
  });
});

it('what cannot be added to the kind with the most points is named', async () => {
  const gauge = (seconds: number) => point('queue', seconds, 0, { type: 'gauge', value: 3 }, {}, resource('a'));
  const upDown = point('queue', 10, 0, { type: 'sum', value: 5, temporality: 2, monotonic: false }, {}, resource('b'));
  const counter = point('queue.seen', 10, 0, { type: 'sum', value: 5, temporality: 2, monotonic: true });
  await store.add({ points: [gauge(10), gauge(20), upDown, counter] });
  const asked = (metric: string) => ({ kind: 'table', orderBy: 0, ...spec(metric, [{ fn: 'avg', of: value }]) }) as const;
  expect(await store.ask(asked('queue'), frame(0, 60))).toMatchObject({ leftOut: 'up-down counters of this name left out', table: { rows: [[3]] } }); // prettier-ignore
  expect(await store.ask(asked('queue.seen'), frame(0, 60))).not.toHaveProperty('leftOut');
  expect(await store.ask(asked('took'), frame(0, 60))).not.toHaveProperty('leftOut');
});
