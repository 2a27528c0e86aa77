import { expect, it } from 'vitest';
import { receptionOf } from '@/components/connect/reception';
import { millis } from '@/lib/base/time';

const NOW = millis(1_766_000_000_000);
const EMPTY = { spans: 0, logs: 0, points: 0, bytes: 4_096 };
const idle = { perSecond: 0, lagMillis: 0, rejected: 0 };

it('waits while nothing has ever come', () => {
  expect(receptionOf({ ingest: idle, store: EMPTY }, NOW)).toEqual({ state: 'waiting' });
});

it('receives from the first record on, before the store has counted it', () => {
  const ingest = { ...idle, perSecond: 0.02, lastAt: NOW - 2_000 };
  expect(receptionOf({ ingest, store: EMPTY }, NOW)).toEqual({ state: 'receiving', perSecond: 0.02, lastAt: NOW - 2_000 });
});

it.each([
  [59_999, 'receiving'],
  [60_000, 'quiet'],
])('after %i ms without a record it is %s', (age, state) => {
  expect(receptionOf({ ingest: { ...idle, lastAt: NOW - age }, store: EMPTY }, NOW).state).toBe(state);
});

it.each(['spans', 'logs', 'points'] as const)('is quiet, not waiting, after a restart over stored %s', (kind) => {
  expect(receptionOf({ ingest: idle, store: { ...EMPTY, [kind]: 1 } }, NOW)).toEqual({ state: 'quiet' });
});

it('trusts a record from a server whose clock is ahead', () => {
  expect(receptionOf({ ingest: { ...idle, lastAt: NOW + 5_000 }, store: EMPTY }, NOW).state).toBe('receiving');
});
