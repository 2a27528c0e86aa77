import { expect, it, vi } from 'vitest';
import { millis } from '@/lib/base/time';
import type { StoreStats } from '@/lib/model/backend';
import type { IngestRequest } from '@/lib/model/telemetry';
import { startOwnMetrics } from '@/lib/server/own-metrics';

const EMPTY: StoreStats = { spans: 0, logs: 0, points: 0, bytes: 0, parts: 0 };
const request = (spans: number, logs: number, points: number) =>
  ({ id: 1n, spans: Array(spans).fill({}), pendingSpans: [], logs: Array(logs).fill({}), points: Array(points).fill({}) }) as IngestRequest;

/** Own metrics over a store that keeps what it is given. */
function open(store: () => Promise<StoreStats>) {
  const written: IngestRequest[] = [];
  const report = vi.fn();
  const own = startOwnMetrics({
    ingest: async (requests) => void written.push(...requests),
    readIngest: () => ({ perSecond: 3, lagMillis: 12, rejected: 4 }),
    readStore: store,
    report,
    version: '1.2.3',
    now: () => millis(1_700_000_000_000),
  });
  return { own, written, report };
}

it('writes what was stored, refused, how late and how large', async () => {
  const { own, written } = open(async () => ({ spans: 5, logs: 2, points: 7, bytes: 4_096, parts: 9 }));
  await own.ingest([request(3, 0, 7), request(2, 2, 0)]);
  await own.write();
  await own.close();
  const points = written.at(-1)?.points ?? [];
  const figures = points.map(({ name, data, attributes }) => [name, ...attributes.map(({ text }) => text), 'value' in data && data.value]);
  expect(figures).toEqual([
    ['hearth.ingest.records', 'spans', 5],
    ['hearth.ingest.records', 'logs', 2],
    ['hearth.ingest.records', 'metrics', 7],
    ['hearth.ingest.rejected', 4],
    ['hearth.ingest.lag', 12],
    ['hearth.store.bytes', 4_096],
    ['hearth.store.parts', 9],
  ]);
  expect(points[0]?.resource.attributes).toContainEqual({ key: 'service.name', type: 'string', text: 'hearth' });
  expect(points[0]?.time).toBe(1_700_000_000_000_000_000n);
});

it('does not count what it writes itself, nor what was not stored', async () => {
  const { own, written } = open(async () => ({ ...EMPTY, spans: 1 }));
  await own.write();
  await own.write();
  expect(written.map(({ points }) => points[2]?.data)).toEqual(Array(2).fill({ type: 'sum', value: 0, temporality: 2, monotonic: true }));
  const failing = startOwnMetrics({
    ingest: () => Promise.reject(new Error('full')),
    readIngest: () => ({ perSecond: 0, lagMillis: 0, rejected: 0 }),
    readStore: async () => EMPTY,
    report: () => undefined,
    version: '',
  });
  await expect(failing.ingest([request(1, 0, 0)])).rejects.toThrow('full');
  await failing.close();
  await own.close();
});

it('leaves an empty store empty', async () => {
  const { own, written } = open(async () => EMPTY);
  await own.write();
  await own.close();
  expect(written).toEqual([]);
});

it('reports what fails, and writes again the next time', async () => {
  let fails = true;
  const { own, written, report } = open(async () => {
    if (fails) throw new Error('no answer');
    return { ...EMPTY, logs: 1 };
  });
  await own.write();
  expect(report).toHaveBeenCalledWith(new Error('no answer'));
  fails = false;
  await own.write();
  await own.close();
  expect(written).toHaveLength(1);
});
