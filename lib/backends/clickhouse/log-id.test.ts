import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOG_ID, logIdOf } from '@/lib/backends/clickhouse/log-id';
import { at, log, openTestStore, resource, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { printSql } from '@/lib/sql/sql';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

it('is what the engine calls a log, however long its texts are and however many attributes it has', async () => {
  // every length up to three of the hash's blocks of 64 bytes, and some characters of two to four bytes
  const bodies = [...Array.from({ length: 200 }, (_, length) => 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(6).slice(0, length)), 'ü', '€💩', 'x'.repeat(100_001)]; // prettier-ignore
  const logs = bodies.map((body, index) =>
    log({
      time: at(index),
      body,
      traceId: index % 3 === 0 ? '' : 'ab'.repeat(16),
      spanId: index % 2 === 0 ? '' : 'cd'.repeat(8),
      severity: index % 25,
      eventName: index % 5 === 0 ? 'order.placed' : '',
      resource: resource(index % 7 === 0 ? '' : `service-${index}`),
      attributes: Object.fromEntries(
        Array.from({ length: index % 6 }, (_, key) => [`key.${key}`, key % 2 === 0 ? index : `value ${body}`]),
      ),
    }),
  );
  await store.add({ logs });
  const { rows } = await store.transport.query(
    `SELECT toString(${printSql(LOG_ID)}) FROM otel_logs ORDER BY Timestamp`,
    {},
    { signal: new AbortController().signal },
  );
  const ids = rows.map(([id]) => String(id));
  expect(ids).toEqual(logs.map(logIdOf));
  expect(new Set(ids).size).toBe(203);
});
