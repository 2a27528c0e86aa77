import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Kept } from '@/lib/backends/clickhouse/kept';
import { millis } from '@/lib/base/time';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gives = <T>(value: T) => vi.fn(() => Promise.resolve(value));

it('reads once for all who ask, until it is old or forgotten', async () => {
  const kept = new Kept<number>(millis(1_000), 10);
  const [one, two, three] = [gives(1), gives(2), gives(3)];
  expect(await Promise.all([kept.get('a', one), kept.get('a', two), kept.get('b', three)])).toEqual([1, 1, 3]);
  vi.advanceTimersByTime(999);
  expect(await kept.get('a', two)).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await kept.get('a', two)).toBe(2);
  kept.forget();
  expect(await kept.get('a', three)).toBe(3);
  expect([one, two, three].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 2]);
});

it('a clock that is set back keeps nothing for longer', async () => {
  const kept = new Kept<number>(millis(1_000), 10);
  await kept.get('a', gives(1));
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(1_000);
  expect(await kept.get('a', gives(2))).toBe(2);
});

it('keeps only what is worth it, and no more than so many', async () => {
  const kept = new Kept<number>(millis(1_000), 2, (value) => value > 0);
  expect(await kept.get('none', gives(0))).toBe(0);
  expect(await kept.get('none', gives(5))).toBe(5);
  await kept.get('b', gives(1));
  await kept.get('c', gives(1));
  expect(await kept.get('none', gives(6))).toBe(6);
});

it('a reading that fails is its own asker’s failure: others read for themselves', async () => {
  const kept = new Kept<number>(millis(1_000), 10);
  const fails = vi.fn(() => Promise.reject<number>(new Error('it was called off')));
  const [second, third] = [gives(2), gives(3)];
  const answers = await Promise.allSettled([kept.get('a', fails), kept.get('a', second), kept.get('a', third)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(await kept.get('a', fails)).toBe(2);
  expect([fails, second, third].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
});
