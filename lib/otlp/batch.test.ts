import { afterEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '@/lib/model/backend';
import type { IngestRequest, LogRecord } from '@/lib/model/telemetry';
import { Batcher, DEFAULT_BATCH_LIMITS, type BatchLimits } from '@/lib/otlp/batch';
import { hasSettled, HeldIngest } from '@/lib/otlp/testing/held-ingest';

/** A request of so many rows; batching looks at nothing else of it. */
const request = (id: number, rows = 1): IngestRequest => ({
  id: BigInt(id),
  spans: [],
  pendingSpans: [],
  logs: Array<LogRecord>(rows),
  points: [],
});

function setUp(limits: Partial<BatchLimits> = {}) {
  const store = new HeldIngest();
  const report = vi.fn();
  const batcher = new Batcher(store.ingest, report, { ...DEFAULT_BATCH_LIMITS, lingerMillis: 0, ...limits });
  return { store, report, batcher };
}

afterEach(() => void vi.useRealTimers());

const ids = (requests: readonly IngestRequest[]): number[] => requests.map(({ id }) => Number(id));

describe('a request', () => {
  it('is acknowledged after its insert, not before', async () => {
    const { store, batcher } = setUp();
    const outcome = batcher.add(request(1), 100);
    const insert = await store.next();
    expect(await hasSettled(outcome)).toBe(false);
    insert.finish();
    expect(await outcome).toEqual({ is: 'stored' });
  });

  it('shares the next insert with all that came while one was under way', async () => {
    const { store, batcher } = setUp();
    const first = batcher.add(request(1), 100);
    const insert = await store.next();
    const later = [batcher.add(request(2), 100), batcher.add(request(3), 100)];
    expect(ids(insert.requests)).toEqual([1]);
    insert.finish();
    await first;
    const second = await store.next();
    expect(ids(second.requests)).toEqual([2, 3]);
    expect(await hasSettled(Promise.race(later))).toBe(false);
    second.finish();
    expect(await Promise.all(later)).toEqual([{ is: 'stored' }, { is: 'stored' }]);
    expect(store.begun).toBe(2);
  });

  it('lingers for others after an insert: five times as long as that took, less by the rows that wait, not beyond the limit', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { store, batcher } = setUp({ lingerMillis: 200, enoughRows: 10 });
    const insertFor = async (millis: number) => {
      const insert = await store.next();
      await vi.advanceTimersByTimeAsync(millis);
      insert.finish();
      await vi.advanceTimersByTimeAsync(0);
    };
    const outcomes = [batcher.add(request(1), 1)];
    await vi.advanceTimersByTimeAsync(0);
    await insertFor(20);
    // 20 ms after it began. 5 of 10 rows wait half of 5 × 20 ms: 30 ms more.
    outcomes.push(batcher.add(request(2, 5), 1));
    await vi.advanceTimersByTimeAsync(29);
    expect(store.begun).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(store.begun).toBe(2);
    await insertFor(100);
    // 1 of 10 rows waits nine tenths of 200 ms, the limit, not of 5 × 100 ms: 80 ms more.
    outcomes.push(batcher.add(request(3, 1), 1));
    await vi.advanceTimersByTimeAsync(79);
    expect(store.begun).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(store.begun).toBe(3);
    await insertFor(50);
    // Ten rows wait for nobody.
    outcomes.push(batcher.add(request(4, 4), 1), batcher.add(request(5, 6), 1));
    expect(store.begun).toBe(4);
    await insertFor(0);
    expect(await Promise.all(outcomes)).toEqual(Array(5).fill({ is: 'stored' }));
  });

  it('is stored at once by a flush', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { store, batcher } = setUp({ lingerMillis: 200 });
    const first = batcher.add(request(1), 100);
    await vi.advanceTimersByTimeAsync(0);
    const slow = await store.next();
    await vi.advanceTimersByTimeAsync(100);
    slow.finish();
    await first;
    const waiting = batcher.add(request(2), 100);
    expect(store.begun).toBe(1);
    const flushed = batcher.flush();
    const insert = await store.next();
    expect(await hasSettled(flushed)).toBe(false);
    insert.finish();
    await flushed;
    expect(await waiting).toEqual({ is: 'stored' });
  });

  it('goes into an insert of its own where several would be too many rows', async () => {
    const { store, batcher } = setUp({ insertRows: 10 });
    const first = batcher.add(request(0), 1);
    const begun = await store.next();
    const rest = [request(1, 6), request(2, 4), request(3, 1), request(4, 50)].map((one) => batcher.add(one, 1));
    begun.finish();
    await first;
    for (const expected of [[1, 2], [3], [4]]) {
      const insert = await store.next();
      expect(ids(insert.requests)).toEqual(expected);
      insert.finish();
    }
    await Promise.all(rest);
  });
});

describe('a full queue', () => {
  it.each<[string, Partial<BatchLimits>, number, number]>([
    ['rows', { queueRows: 10 }, 6, 1],
    ['bytes', { queueBytes: 1_000 }, 1, 600],
  ])('of %s turns requests away until there is room', async (_what, limits, rows, bytes) => {
    const { store, batcher } = setUp(limits);
    const first = batcher.add(request(1, rows), bytes);
    expect(await batcher.add(request(2, rows), bytes)).toEqual({ is: 'full' });
    (await store.next()).finish();
    await first;
    await batcher.flush();
    const again = batcher.add(request(2, rows), bytes);
    (await store.next()).finish();
    expect(await again).toEqual({ is: 'stored' });
  });

  it('is told by `full`, and an empty one takes a request of any size', async () => {
    const { store, batcher } = setUp({ queueRows: 10, queueBytes: 10 });
    expect(batcher.full).toBe(false);
    const huge = batcher.add(request(1, 5_000), 5_000);
    expect(batcher.full).toBe(true);
    expect(await batcher.add(request(2), 0)).toEqual({ is: 'full' });
    (await store.next()).finish();
    expect(await huge).toEqual({ is: 'stored' });
    await batcher.flush();
    expect(batcher.full).toBe(false);
  });
});

describe('a failed insert', () => {
  it('fails all its requests, is reported, and the next one goes on', async () => {
    const { store, report, batcher } = setUp();
    const first = batcher.add(request(1), 100);
    const second = batcher.add(request(2), 100);
    const error = new BackendError('full', 'The disk is full.');
    const insert = await store.next();
    expect(ids(insert.requests)).toEqual([1, 2]);
    insert.fail(error);
    expect(await Promise.all([first, second])).toEqual([
      { is: 'failed', message: 'The disk is full.' },
      { is: 'failed', message: 'The disk is full.' },
    ]);
    expect(report).toHaveBeenCalledExactlyOnceWith(error);
    const third = batcher.add(request(3), 100);
    (await store.next()).finish();
    expect(await third).toEqual({ is: 'stored' });
  });

  it('for invalid rows refuses the one request that has them', async () => {
    const { store, batcher } = setUp();
    const outcomes = [1, 2, 3].map((id) => batcher.add(request(id), 100));
    (await store.next()).fail(new BackendError('invalid', 'No such value.'));
    for (const [id, valid] of [
      [1, true],
      [2, false],
      [3, true],
    ] as const) {
      const alone = await store.next();
      expect(ids(alone.requests)).toEqual([id]);
      if (valid) alone.finish();
      else alone.fail(new BackendError('invalid', 'No such value.'));
    }
    expect(await Promise.all(outcomes)).toEqual([{ is: 'stored' }, { is: 'refused', message: 'No such value.' }, { is: 'stored' }]);
  });

  it('by a store that only reads is refused', async () => {
    const { store, batcher } = setUp();
    const outcome = batcher.add(request(1), 100);
    (await store.next()).fail(new BackendError('unsupported', 'Hearth only reads it.'));
    expect(await outcome).toEqual({ is: 'refused', message: 'Hearth only reads it.' });
  });
});
