/** The same Hearth on servers: PostgreSQL for real; ClickHouse where HEARTH_TEST_CLICKHOUSE_URL names one, else its protocol over the engine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ask, countSpans } from '@/e2e/ask';
import { startTestHearth } from '@/e2e/hearth';
import { sendCheckout } from '@/e2e/sender';
import { openServerFront, type ServerFront } from '@/lib/backends/clickhouse/server-front.testing';
import { startPostgres, type TestPostgres } from '@/lib/meta/postgres.testing';

let folder: string;
let postgres: TestPostgres;
let front: ServerFront | undefined;
let clickhouse: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-servers-'));
  postgres = await startPostgres();
  front = process.env.HEARTH_TEST_CLICKHOUSE_URL ? undefined : await openServerFront(path.join(folder, 'engine'));
  clickhouse = process.env.HEARTH_TEST_CLICKHOUSE_URL ?? front?.url ?? '';
});
test.afterAll(async () => {
  await front?.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a Hearth on servers takes in, shows, and keeps nothing of its own', async ({ page }) => {
  const env = { HEARTH_CLICKHOUSE_URL: clickhouse, HEARTH_DATABASE_URL: postgres.url };
  const first = await startTestHearth({ env });
  const traceId = await sendCheckout(first.otlpHttp);
  await page.goto(`${first.app}/traces/${traceId}`);
  await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(4);
  expect(await first.stop()).toBe(0);

  // another process, another (empty) folder, the same servers
  const second = await startTestHearth({ env });
  expect(await countSpans(second.app, 'shop')).toEqual({ rows: 4, distinct: 4 });
  const health = (await (await fetch(`${second.app}/health`)).json()) as unknown;
  expect(health).toMatchObject({ status: 'healthy', components: { store: { state: 'healthy' }, metadata: { state: 'healthy' } } });

  // only the stand-in is ours to stop
  if (front) {
    await front.close();
    front = undefined;
    await expect(ask(second.app, { kind: 'native', language: 'sql', text: 'SELECT 1', limit: 1 })).rejects.toThrow(/502.*can't be reached/);
    expect((await fetch(`${second.app}/ready`)).status).toBe(503);
    const degraded = (await (await fetch(`${second.app}/health`)).json()) as unknown;
    expect(degraded).toMatchObject({
      status: 'degraded',
      components: { store: { state: 'degraded' }, metadata: { state: 'healthy' } },
    });
  }
  await second.dispose();
  await first.dispose();
});
