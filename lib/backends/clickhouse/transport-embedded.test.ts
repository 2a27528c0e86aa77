import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';

const { signal } = new AbortController();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ENDLESS = 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)';

/** `alongside`: without a place of its own, where all are taken. */
async function running(engine: Transport, alongside = false): Promise<number> {
  const { rows } = await engine.query(`SELECT count() FROM system.processes WHERE query = '${ENDLESS}'`, {}, { signal, alongside });
  return Number(rows[0]?.[0]);
}

test('queries that nobody waits for any more are ended, and their places are free', async () => {
  const engine = openEmbedded({ folder });
  const readers = 3;
  const gaveUp = new AbortController();
  const options = { signal: gaveUp.signal };
  const outcomes = Promise.allSettled(Array.from({ length: readers }, () => engine.query(ENDLESS, {}, { ...options, readonly: true })));
  gaveUp.abort();
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { fault: 'cancelled' } });
  await expect.poll(() => running(engine)).toBe(0);
  await engine.close();
});

test('closing ends the queries that still run', async () => {
  const engine = openEmbedded({ folder });
  const query = engine.query(ENDLESS, {}, { signal });
  const outcome = expect(query).rejects.toMatchObject({ fault: 'cancelled' });
  await expect.poll(() => running(engine)).toBe(1);
  await engine.close();
  await outcome;
  await openEmbedded({ folder }).close();
});

test('closing turns away the queries and streams that wait for a place: none of them opens the engine again', async () => {
  const engine = openEmbedded({ folder });
  const readers = 3;
  const busy = Array.from({ length: readers }, () => engine.query(ENDLESS, {}, { signal }));
  const waiting = [engine.query('SELECT 1', {}, { signal }), engine.stream('SELECT 1', {}, { signal })[Symbol.asyncIterator]().next()];
  const outcomes = Promise.allSettled([...busy, ...waiting]);
  await expect.poll(() => running(engine, true)).toBe(readers);
  await engine.close();
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { fault: 'cancelled' } });
  await openEmbedded({ folder }).close();
});
