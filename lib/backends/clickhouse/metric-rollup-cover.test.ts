import { expect, it } from 'vitest';
import { Fields } from '@/lib/backends/clickhouse/fields';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { hoursFor } from '@/lib/backends/clickhouse/metric-rollup-cover';
import type { MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import { frame } from '@/lib/backends/clickhouse/run.testing';
import type { TableSpec } from '@/lib/model/query';

const TABLE = 'otel_metrics_gauge';
const layout: Layout = { tables: new Map([[TABLE, new Map([['Series', 'UInt64']])]]) };
const spec: TableSpec = {
  kind: 'table',
  source: { signal: 'metrics', metric: 'm' },
  measures: [{ fn: 'count' }],
  by: [],
  limit: 1,
  orderBy: 0,
};
const HOUR = 3_600;

it.each<[hours: number, pointsPerHour: number, 'gauge' | undefined]>([
  [23, 1_000_000, undefined],
  // 24 · 2 083 is 49 992 points, 24 · 2 084 is 50 016
  [24, 2_083, undefined],
  [24, 2_084, 'gauge'],
  [47, 1, undefined],
  [48, 1, 'gauge'],
])('of %i hours with %i points each', (hours, pointsPerHour, expected) => {
  const kind: MetricKind = { behaviour: 'gauge', table: TABLE, scale: 0, pointsPerHour, series: 1 };
  expect(hoursFor({ spec, frame: frame(0, hours * HOUR) }, kind, new Fields(layout, 'metrics', TABLE))).toBe(expected);
});
