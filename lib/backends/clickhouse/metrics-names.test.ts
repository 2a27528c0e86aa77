import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { MetricNames } from '@/lib/backends/clickhouse/metrics-names';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { HOUR, millis } from '@/lib/base/time';

const own: Layout = { tables: new Map(Object.values(METRIC_TABLES).map((table) => [table, new Map([['Series', 'UInt64']])])) };
const hours = (from: number, to: number) => ({ from: millis(from * HOUR), to: millis(to * HOUR) });

beforeAll(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());

function asked(...names: string[]) {
  return vi.fn<Ask>(() => Promise.resolve(names.map((name) => [name])));
}

it('reads the names of some hours once for a page', async () => {
  const [names, ask] = [new MetricNames(own), asked('there')];
  expect(await names.mayHave('there', hours(1.2, 3), ask)).toBe(true);
  expect(await names.mayHave('not.there', hours(1.4, 2.5), ask)).toBe(false);
  expect(ask).toHaveBeenCalledTimes(1);
  await names.mayHave('there', hours(5, 6), ask);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('reads them anew when points were stored, and after a moment', async () => {
  const [names, before, after] = [new MetricNames(own), asked(), asked('new')];
  expect(await names.mayHave('new', hours(0, 1), before)).toBe(false);
  expect(await names.mayHave('new', hours(0, 1), after)).toBe(false);
  names.forget();
  expect(await names.mayHave('new', hours(0, 1), after)).toBe(true);
  expect(await names.mayHave('new', hours(0, 1), before)).toBe(true);
  vi.advanceTimersByTime(2_000);
  expect(await names.mayHave('new', hours(0, 1), before)).toBe(false);
});

it('rules nothing out where the tables are an exporter’s', async () => {
  const ask = asked();
  expect(await new MetricNames({ tables: new Map() }).mayHave('any', hours(0, 1), ask)).toBe(true);
  expect(ask).not.toHaveBeenCalled();
});
