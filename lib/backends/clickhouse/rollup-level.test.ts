/** Roll-ups count every span once, whatever came between a span and its row there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROLLUPS } from '@/lib/backends/clickhouse/rollup-list';
import { openIngest } from '@/lib/backends/clickhouse/ingest';
import { migrate, type SchemaSettings } from '@/lib/backends/clickhouse/migrate';
import { attributes, at, span } from '@/lib/backends/clickhouse/run.testing';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { nanos } from '@/lib/base/time';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import type { IngestRequest, Span } from '@/lib/model/telemetry';

const SETTINGS: SchemaSettings = { retentionDays: { traces: 10_000, logs: 10_000, metrics: 10_000 }, tenantKeys: DEFAULT_TENANT_KEYS };
const DAY = 86_400;

let folder: string;
let transport: Transport;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-level-'));
  transport = openEmbedded({ folder });
});
afterEach(async () => {
  await transport.close();
  rmSync(folder, { recursive: true, force: true });
});

let requests = 0n;
const request = (...spans: Span[]): IngestRequest => ({ id: ++requests, spans, pendingSpans: [], logs: [], points: [] });
/** A span of `millis` ms that begins at `seconds` after the tests' day. */
const work = (seconds: number, millis: number): Span => ({
  ...span({ start: at(seconds), duration: nanos(BigInt(millis) * 1_000_000n) }),
  attributes: attributes({ 'tenant.id': 'acme', shop: 'north', 'user.id': 'u1' }),
});

/** Count, sum of durations in ms, and spans in the buckets, as each roll-up has them. */
async function kept(): Promise<[number, number, number][]> {
  const figures: [number, number, number][] = [];
  for (const { table } of ROLLUPS) {
    const text = `SELECT sum(Count), sum(Duration) / 1e6, sum(arraySum(Durations.2)) FROM ${table}`;
    const [row] = (await transport.query(text, {}, { signal: new AbortController().signal })).rows;
    figures.push([Number(row?.[0]), Number(row?.[1]), Number(row?.[2])]);
  }
  return figures;
}
const everywhere = (figures: [number, number, number]) => ROLLUPS.map(() => figures);

it('counts a request once that is sent again, and what comes late where it belongs', async () => {
  await migrate(transport, SETTINGS);
  const ingest = await openIngest(transport, SETTINGS);
  const first = request(work(0, 10), work(DAY, 20));
  await ingest([first]);
  await ingest([first]);
  await ingest([request(work(60, 30)), first]);
  expect(await kept()).toEqual(everywhere([3, 60, 3]));
});

it('counts what was stored before there were roll-ups, once', async () => {
  await migrate(transport, { ...SETTINGS, rollups: false });
  await (
    await openIngest(transport, SETTINGS)
  )([request(work(0, 10), work(3_700, 20), work(DAY, 40))]);
  await migrate(transport, SETTINGS);
  expect(await kept()).toEqual(everywhere([3, 70, 3]));
  await migrate(transport, SETTINGS);
  expect(await kept()).toEqual(everywhere([3, 70, 3]));
});

it('counts spans whose row was lost in a crash when the store is opened again', async () => {
  await migrate(transport, SETTINGS);
  const ingest = await openIngest(transport, SETTINGS);
  await ingest([request(work(0, 10))]);
  // the views fall away, as they do between a part of spans and theirs
  for (const { table } of ROLLUPS) await transport.command(`DETACH TABLE ${table}_mv`);
  await ingest([request(work(5, 20), work(DAY, 30))]);
  for (const { table } of ROLLUPS) await transport.command(`ATTACH TABLE ${table}_mv`);
  expect(await kept()).toEqual(everywhere([1, 10, 1]));
  await migrate(transport, SETTINGS);
  expect(await kept()).toEqual(everywhere([3, 60, 3]));
});

it('counts them also when the sender tries again after a restart, and not twice', async () => {
  await migrate(transport, SETTINGS);
  for (const { table } of ROLLUPS) await transport.command(`DETACH TABLE ${table}_mv`);
  const lost = request(work(0, 10));
  await (
    await openIngest(transport, SETTINGS)
  )([lost]);
  for (const { table } of ROLLUPS) await transport.command(`ATTACH TABLE ${table}_mv`);
  const again = await openIngest(transport, SETTINGS);
  await again([lost, request(work(1, 5))]);
  expect(await kept()).toEqual(everywhere([2, 15, 2]));
});

it('takes the tenants anew when other keys name them', async () => {
  await migrate(transport, SETTINGS);
  await (
    await openIngest(transport, SETTINGS)
  )([request(work(0, 10))]);
  await migrate(transport, { ...SETTINGS, tenantKeys: ['shop'] });
  const { rows } = await transport.query(
    'SELECT Tenant, sum(Count) FROM hearth_usage_15m GROUP BY Tenant',
    {},
    { signal: new AbortController().signal },
  );
  expect(rows).toEqual([['north', '1']]);
});
