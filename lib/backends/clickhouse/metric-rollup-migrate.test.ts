/** The hours of series in stores that were there before them, and that change. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { POINTS_BY_HOUR } from '@/lib/backends/clickhouse/metric-rollup-hours';
import { migrate } from '@/lib/backends/clickhouse/migrate';
import { frame, openTestStore, point, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import type { MetricData } from '@/lib/model/telemetry';
import { record } from '@/lib/model/record-field';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';

const DAY = 86_400;
const TABLES = ['otel_metrics_gauge', 'otel_metrics_sum'];
const settings = { retentionDays: { traces: 10_000, logs: 10_000, metrics: 10_000 }, tenantKeys: DEFAULT_TENANT_KEYS };
const options = { signal: new AbortController().signal };
const counter = (value: number): MetricData => ({ type: 'sum', value, temporality: 2, monotonic: true });

async function filled(): Promise<TestStore> {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  const own = { 'tenant.id': 'acme', shop: 'north' };
  await store.add({ points: [[-60, 5], [60, 7], [120, 9]].map(([at = 0, value = 0]) => point('m', at, -DAY, counter(value), own)) }); // prettier-ignore
  return store;
}

/** What the counter added in two days, by tenant. */
async function byTenant(store: TestStore): Promise<unknown> {
  const answer = await store.ask(
    { kind: 'table', source: { signal: 'metrics', metric: 'm' }, measures: [{ fn: 'increase', of: record('value') }], by: [record('tenant')], limit: 10, orderBy: 0 },
    frame(0, 2 * DAY),
  ); // prettier-ignore
  expect(answer.rollup).toBe(POINTS_BY_HOUR);
  return answer.kind === 'table' && answer.table.rows;
}

it('are made of the points that a store has', async () => {
  const store = await filled();
  for (const table of TABLES)
    await store.transport.command(`ALTER TABLE ${table} DROP PROJECTION points_by_hour SETTINGS mutations_sync = 1`);
  const parts = async () =>
    Number((await store.transport.query("SELECT count() FROM system.projection_parts WHERE active AND name = 'points_by_hour'", {}, options)).rows[0]?.[0]); // prettier-ignore
  expect(await parts()).toBe(0);
  await migrate(store.transport, settings);
  expect(await byTenant(store)).toEqual([['acme', 4]]);
  await vi.waitFor(async () => expect(await parts()).toBeGreaterThan(0), { timeout: 20_000 });
  expect(await byTenant(store)).toEqual([['acme', 4]]);
});

it('follow the tenants when other keys name them', async () => {
  const store = await filled();
  expect(await byTenant(store)).toEqual([['acme', 4]]);
  await migrate(store.transport, { ...settings, tenantKeys: ['shop'] });
  expect(await byTenant(store)).toEqual([['north', 4]]);
});
