import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { lookedUp, MetricNames } from '@/lib/backends/clickhouse/metrics-names';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { HOUR, millis, type TimeRange } from '@/lib/base/time';

const own: Layout = { tables: new Map(Object.values(METRIC_TABLES).map((table) => [table, new Map([['Series', 'UInt64']])])) };
const hours = (from: number, to: number) => ({ from: millis(from * HOUR), to: millis(to * HOUR) });

beforeAll(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());

/** Lists the names, each with a point of a gauge, or the rows given: type, name, points, series. */
function asked(...listed: (string | string[])[]) {
  return vi.fn<Ask>(() => Promise.resolve(listed.map((each) => (typeof each === 'string' ? ['gauge', each, '1', '1'] : each))));
}
const GAUGE = [{ type: 'gauge', points: 1, series: 1 }];

it.each<[string, TimeRange, [from: number, to: number]]>([
  ['hours where it is short', hours(1.2, 3), [1, 3]],
  ['hours up to half a day', hours(1.2, 13.1), [1, 14]],
  ['days where it is long', hours(25.5, 50), [24, 72]],
  ['itself where it is of whole days', hours(24, 48), [24, 48]],
])('a range is looked up by %s', (_, range, [from, to]) => {
  expect(lookedUp(range)).toEqual(hours(from, to));
});

it('reads the metrics of some hours once for a page', async () => {
  const [names, ask] = [new MetricNames(own), asked('there', ['sum', 'both', '7', '2'], ['gauge', 'both', '3', '1'])];
  const answers = await Promise.all(['there', 'not.there', 'both'].map((name) => names.typesOf(name, hours(1, 3), ask)));
  expect(answers).toEqual([GAUGE, [], [{ type: 'sum', points: 7, series: 2 }, { type: 'gauge', points: 3, series: 1 }]]); // prettier-ignore
  expect(await names.typesOf('there', hours(1, 3), ask)).toEqual(GAUGE);
  expect(ask).toHaveBeenCalledTimes(1);
  await names.typesOf('there', hours(5, 6), ask);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('reads them anew when points were stored, and after a moment', async () => {
  const [names, before, after] = [new MetricNames(own), asked(), asked('new')];
  expect(await names.typesOf('new', hours(0, 1), before)).toEqual([]);
  expect(await names.typesOf('new', hours(0, 1), after)).toEqual([]);
  names.forget();
  expect(await names.typesOf('new', hours(0, 1), after)).toEqual(GAUGE);
  expect(await names.typesOf('new', hours(0, 1), before)).toEqual(GAUGE);
  vi.advanceTimersByTime(2_000);
  expect(await names.typesOf('new', hours(0, 1), before)).toEqual([]);
});

it('rules nothing out where the tables are an exporter’s', async () => {
  const ask = asked();
  expect(await new MetricNames({ tables: new Map() }).typesOf('any', hours(0, 1), ask)).toBeUndefined();
  expect(ask).not.toHaveBeenCalled();
});
