import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BackendError } from '@/lib/model/backend';
import { watchInserts } from '@/lib/server/insert-watch';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const full = new BackendError('full', 'The disk that holds the data is full.');

it('tells why the last insert failed, until one succeeds', async () => {
  const ingest = vi.fn(() => Promise.resolve());
  const watch = watchInserts(ingest);
  expect(watch.fault()).toBeUndefined();
  ingest.mockRejectedValueOnce(full);
  await expect(watch.ingest([])).rejects.toBe(full);
  expect(watch.fault()).toBe('The disk that holds the data is full.');
  await watch.ingest([]);
  expect(watch.fault()).toBeUndefined();
});

it('forgets it after half a minute, when nobody tries any more', async () => {
  const watch = watchInserts(() => Promise.reject(full));
  await expect(watch.ingest([])).rejects.toBe(full);
  vi.advanceTimersByTime(29_999);
  expect(watch.fault()).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(watch.fault()).toBeUndefined();
});

it('forgets it no later where the clock is set back', async () => {
  const watch = watchInserts(() => Promise.reject(full));
  await expect(watch.ingest([])).rejects.toBe(full);
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(30_000);
  expect(watch.fault()).toBeUndefined();
});

it('does not count records that no store would take', async () => {
  const watch = watchInserts(() => Promise.reject(new BackendError('invalid', 'A value is too large.')));
  await expect(watch.ingest([])).rejects.toThrow();
  expect(watch.fault()).toBeUndefined();
});
