import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, millis, nanos } from '@/lib/base/time';
import { BACKFILL, density, exportInterval, instantOf, rhythm, waitUntil } from '@/lib/demo/clock';

// 2025-06-01T00:00:00Z
const MIDNIGHT = millis(1_748_736_000_000);

describe('rhythm', () => {
  it.each([
    [14, 1.45],
    [2, 0.55],
    [8, 1],
    [20, 1],
    [24 + 14, 1.45],
  ])('at %i:00 UTC is %f', (hour, busy) => {
    expect(rhythm(MIDNIGHT, hour * HOUR)).toBeCloseTo(busy, 10);
  });
});

describe('density', () => {
  it.each([
    ['now', BACKFILL, 1],
    ['in live play', BACKFILL + HOUR, 1],
    ['30 minutes ago', BACKFILL - 30 * MINUTE, 0.04 + 0.48],
    ['60 minutes ago', BACKFILL - 60 * MINUTE, 0.04 + 0.24],
    ['a day ago', 0, 0.04],
  ])('%s', (_, moment, share) => {
    expect(density(moment)).toBeCloseTo(share, 4);
  });

  it('has no cliff: five minutes never change it by more than an eighth', () => {
    for (let moment = 0; moment < BACKFILL + DAY; moment += 5 * MINUTE) {
      expect(density(moment + 5 * MINUTE) / density(moment)).toBeLessThan(1.125);
    }
  });
});

it('exports metrics more often as it nears live play', () => {
  expect([0, BACKFILL - 3 * HOUR, BACKFILL].map(exportInterval)).toEqual([2.5 * MINUTE, MINUTE, 15 * SECOND]);
});

it('keeps instants exact to the microsecond', () => {
  expect(instantOf(MIDNIGHT, 1_500.123)).toBe(nanos(1_748_736_001_500_123_000n));
});

it('does not wait for the past, nor when it is stopped', async () => {
  const stop = new AbortController();
  await waitUntil(millis(Date.now() - 1), stop.signal);
  const waiting = waitUntil(millis(Date.now() + HOUR), stop.signal);
  stop.abort();
  await waiting;
});
