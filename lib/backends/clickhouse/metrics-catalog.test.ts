import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAsk } from '@/lib/backends/clickhouse/ask';
import { createDialect } from '@/lib/backends/clickhouse/dialect';
import { listMetrics } from '@/lib/backends/clickhouse/metrics-catalog';
import { readExemplars } from '@/lib/backends/clickhouse/metrics-exemplars';
import { at, attributes, frame, openTestStore, point, resource, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { nanosText } from '@/lib/base/time';
import { attribute } from '@/lib/model/record-field';
import type { ExemplarAsk } from '@/lib/model/metric';
import type { Exemplar, MetricData, MetricPoint } from '@/lib/model/telemetry';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const ask = () => createAsk(store.transport, new AbortController().signal);
const sum = (value: number, monotonic: boolean, temporality: 1 | 2 = 2): MetricData => ({ type: 'sum', value, temporality, monotonic });
const gauge = (value: number): MetricData => ({ type: 'gauge', value });
const HISTOGRAM: MetricData = { type: 'histogram', count: 2n, sum: 3, min: 1, max: 2, bounds: [1], counts: [1n, 1n], temporality: 1 };
const EXPONENTIAL: MetricData = {
  ...{ type: 'exponentialHistogram', count: 1n, sum: 1, min: 1, max: 1, scale: 0, zeroCount: 0n, zeroThreshold: 0, temporality: 1 },
  positive: { offset: -1, counts: [1n] },
  negative: { offset: 0, counts: [] },
};

describe('listMetrics', () => {
  beforeAll(async () => {
    const api1 = resource('api', { 'host.name': 'a', 'service.version': '1' });
    const api2 = resource('api', { 'host.name': 'b', 'service.version': '1' });
    const worker = resource('worker', { 'host.name': 'a', 'service.version': '1' });
    const sized = (each: MetricPoint): MetricPoint => ({ ...each, unit: 'By', description: 'Free memory' });
    await store.add({
      points: [
        // 5 series: two organisations on two hosts, and one of a worker. host.name and service.name differ, service.version does not.
        sized(point('mem.free', 10, 0, gauge(1), { org: 'x', tier: 'gold' }, api1)),
        sized(point('mem.free', 70, 0, gauge(2), { org: 'x', tier: 'gold' }, api1)),
        sized(point('mem.free', 10, 0, gauge(3), { org: 'y', tier: 'gold' }, api1)),
        sized(point('mem.free', 10, 0, gauge(4), { org: 'x', tier: 'gold' }, api2)),
        sized(point('mem.free', 10, 0, gauge(5), { org: 'y', tier: 'gold' }, api2)),
        sized(point('mem.free', 20, 0, gauge(6), { org: 'z', tier: 'gold' }, worker)),
        point('calls', 30, 0, sum(1, true)),
        point('open', 30, 0, sum(1, false)),
        point('moved', 30, 0, sum(-1, false, 1)),
        point('took', 30, 0, HISTOGRAM),
        point('took.exactly', 30, 0, EXPONENTIAL),
        point('rpc', 30, 0, { type: 'summary', count: 1n, sum: 1, quantiles: [] }),
        // Of one name two types: the one with more points is told of.
        ...[1, 2, 3].map((second) => point('twice', second, 0, sum(second, true), { a: '1' })),
        point('twice', 4, 0, gauge(1), { b: '1' }),
        // Outside of the range.
        point('before', -1, 0, gauge(1)),
        point('after', 300, 0, gauge(1)),
      ],
    });
  });

  it.each(['layout', 'plain'] as const)('says what each metric is (%s tables)', async (tables) => {
    const metrics = await listMetrics(frame(0, 300).range, ask(), store[tables]);
    expect(metrics.map(({ name, type, points, series }) => [name, type, points, series])).toEqual([
      ['calls', 'counter', 1, 1],
      ['mem.free', 'gauge', 6, 5],
      ['moved', 'counter', 1, 1],
      ['open', 'upDownCounter', 1, 1],
      ['rpc', 'summary', 1, 1],
      ['took', 'histogram', 1, 1],
      ['took.exactly', 'exponentialHistogram', 1, 1],
      ['twice', 'counter', 3, 1],
    ]);
    expect(metrics.find(({ name }) => name === 'twice')?.labels).toEqual([{ in: 'attributes', key: 'a', values: 1 }]);
    expect(metrics.find(({ name }) => name === 'mem.free')).toEqual({
      name: 'mem.free',
      type: 'gauge',
      unit: 'By',
      description: 'Free memory',
      services: ['api', 'worker'],
      points: 6,
      series: 5,
      lastAt: T0 + 70_000,
      labels: [
        { in: 'attributes', key: 'org', values: 3 },
        { in: 'resource', key: 'host.name', values: 2 },
        { in: 'resource', key: 'service.name', values: 2 },
        { in: 'attributes', key: 'tier', values: 1 },
      ],
    });
  });

  it('is empty where nothing arrived, and where there are no tables of metrics', async () => {
    expect(await listMetrics(frame(-9_000, -8_000).range, ask(), store.layout)).toEqual([]);
    expect(await listMetrics(frame(0, 300).range, ask(), { tables: new Map() })).toEqual([]);
  });
});

describe('readExemplars', () => {
  const example = (second: number, value: number, trace: string): Exemplar => ({
    time: at(second),
    value,
    traceId: trace === '' ? '' : trace.repeat(32),
    spanId: trace === '' ? '' : trace.repeat(16),
    attributes: attributes({}),
  });
  const read = (own: Partial<ExemplarAsk> = {}) =>
    readExemplars({ metric: 'lasted', from: T0, to: T0 + 60_000, limit: 100, ...own }, ask(), createDialect(store.layout), store.layout);
  const told = (exemplars: { value: number; traceId: string }[]) =>
    exemplars.map(({ value, traceId }) => `${value} ${traceId.slice(0, 1)}`);

  it('gives each example once, newest first, with its span', async () => {
    const points = (seconds: number, own: Record<string, string>, exemplars: Exemplar[]): MetricPoint => ({
      ...point('lasted', seconds, 0, HISTOGRAM, own),
      exemplars,
    });
    await store.add({
      points: [
        points(15, { route: '/a' }, [example(5, 0.5, 'a'), example(12, 0.7, 'b')]),
        // A cumulative sender tells of the second one again.
        points(30, { route: '/a' }, [example(12, 0.7, 'b'), example(29, 0.1, '')]),
        points(30, { route: '/b' }, [example(20, 9, 'c')]),
        // Told of after the range, but recorded in it; and the other way round.
        points(70, { route: '/b' }, [example(59, 3, 'd'), example(61, 4, 'e')]),
        points(10, { route: '/c' }, [example(-5, 8, 'f')]),
      ],
    });
    expect(told(await read())).toEqual(['3 d', '0.1 ', '9 c', '0.7 b', '0.5 a']);
    expect((await read({ limit: 1 }))[0]).toEqual({
      time: nanosText(at(59)),
      value: 3,
      traceId: 'd'.repeat(32),
      spanId: 'd'.repeat(16),
      service: 'api',
    });
    expect(told(await read({ where: { op: 'eq', field: attribute('route'), value: '/a' } }))).toEqual(['0.1 ', '0.7 b', '0.5 a']);
    expect(told(await read({ limit: 2 }))).toEqual(['3 d', '0.1 ']);
  });

  it('has none of a metric without points, or that keeps none', async () => {
    expect(await read({ metric: 'nothing' })).toEqual([]);
    expect(await read({ metric: 'rpc' })).toEqual([]);
    await expect(read({ from: T0, to: T0 })).rejects.toMatchObject({ fault: 'invalid' });
  });
});
