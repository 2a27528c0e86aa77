import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { createLookUp } from '@/lib/backends/clickhouse/metrics-kind';
import { MetricNames } from '@/lib/backends/clickhouse/metrics-names';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { frame } from '@/lib/backends/clickhouse/run.testing';

const layout: Layout = { tables: new Map([['otel_metrics_gauge', new Map([['MetricName', 'String']])]]) };
const columns = new Map(['MetricName', 'Series'].map((name) => [name, 'String']));
const own: Layout = { tables: new Map(Object.values(METRIC_TABLES).map((table) => [table, columns])) };
const gauge = ['gauge', '5', '0', '0'];
const exponential = ['exponentialHistogram', '5', '0', '3'];

describe('createLookUp', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  // Each row: what the tables say, and for which frames (s) and after which pauses (ms) it is asked; how often that reaches the engine.
  it.each<[string, unknown[][], [from: number, to: number, pause: number][], number]>([
    ['the same window', [gauge], [[0, 600, 0], [0, 600, 0], [60, 660, 0]], 1],
    ['another hour', [gauge], [[0, 600, 0], [7_200, 7_800, 0]], 2],
    ['much later', [gauge], [[0, 600, 0], [0, 600, 14_000], [0, 600, 2_000]], 2],
    ['a metric that is not there yet', [], [[0, 600, 0], [0, 600, 0]], 2],
    ['an exponential histogram, whose scale may change', [exponential], [[0, 600, 0], [0, 600, 0]], 2],
  ])('%s', async (_, rows, asked, expected) => {
    const ask = vi.fn(() => Promise.resolve(rows));
    const lookUp = createLookUp(layout, new MetricNames(layout));
    for (const [from, to, pause] of asked) {
      vi.advanceTimersByTime(pause);
      expect((await lookUp('m', frame(from, to), ask)).map(({ behaviour }) => behaviour)).toEqual(rows.map(([type]) => type));
    }
    expect(ask).toHaveBeenCalledTimes(expected);
  }); // prettier-ignore

  it('keeps metrics apart', async () => {
    const ask = vi.fn(() => Promise.resolve([gauge]));
    const lookUp = createLookUp(layout, new MetricNames(layout));
    await lookUp('one', frame(0, 600), ask);
    await lookUp('other', frame(0, 600), ask);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it.each<[string, unknown[][], unknown[][] | undefined, object[]]>([
    // What the names say; what the table of the type says, where it is asked.
    ['a gauge', [['gauge', 'm', '120', '2']], undefined, [{ behaviour: 'gauge', table: 'otel_metrics_gauge', pointsPerHour: 120, series: 2 }]],
    ['a histogram among gauges', [['histogram', 'm', '9', '1'], ['gauge', 'm', '8', '8']], undefined, [{ behaviour: 'histogram', pointsPerHour: 9 }, { behaviour: 'gauge', pointsPerHour: 8 }]],
    ['a sum that rises', [['sum', 'm', '9', '3']], [['sum', '9', '4', '0']], [{ behaviour: 'counter', table: 'otel_metrics_sum', series: 3 }]],
    ['a sum that mostly may fall', [['sum', 'm', '9', '1']], [['sum', '9', '5', '0']], [{ behaviour: 'gauge', table: 'otel_metrics_sum' }]],
    ['an exponential histogram', [['exponentialHistogram', 'm', '9', '1']], [['exponentialHistogram', '9', '0', '3']], [{ scale: 3 }]],
    ['a metric that is not there', [['gauge', 'other', '1', '1']], undefined, []],
  ])('%s, by the names of an hour', async (_, names, table, expected) => {
    const answers = [names, ...(table ? [table] : [])];
    const ask = vi.fn<Ask>(() => Promise.resolve(answers.shift() ?? []));
    const lookUp = createLookUp(own, new MetricNames(own));
    // 15 minutes before it are looked at, too: it is one whole hour
    expect(await lookUp('m', frame(1_000, 3_600, 60), ask)).toMatchObject(expected);
    expect(ask).toHaveBeenCalledTimes(table ? 2 : 1);
    expect(answers).toEqual([]);
  }); // prettier-ignore

  it('is looked up once for all who ask at the same time', async () => {
    const ask = vi.fn<Ask>(() => Promise.resolve([gauge]));
    const lookUp = createLookUp(layout, new MetricNames(layout));
    const kinds = await Promise.all([1, 2, 3].map(() => lookUp('m', frame(0, 600), ask)));
    expect(kinds.map((found) => found.map(({ behaviour }) => behaviour))).toEqual([['gauge'], ['gauge'], ['gauge']]);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
