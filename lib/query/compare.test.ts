import { describe, expect, it } from 'vitest';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import { compareShift, earlier, type Compare } from '@/lib/query/compare';

describe('compareShift', () => {
  const hour = { from: millis(1_000 * HOUR), to: millis(1_001 * HOUR) };
  it.each<[Exclude<Compare, 'none'>, number, number]>([
    ['previous', MINUTE, HOUR],
    ['day', MINUTE, 86_400_000],
    ['week', MINUTE, 604_800_000],
    // 7 days are 1.75 steps of four days: two whole ones
    ['week', 96 * HOUR, 691_200_000],
  ])('%s in steps of %s ms is %s ms', (compare, step, expected) => expect(compareShift(compare, hour, millis(step))).toBe(expected));

  it('is 24 hours over a clock change: 25 October 2026 has 25 hours in Prague', () => {
    const sunday = { from: millis(Date.UTC(2026, 9, 25, 12)), to: millis(Date.UTC(2026, 9, 25, 13)) };
    const before = earlier(sunday, compareShift('day', sunday, MINUTE));
    expect([before.from, before.to]).toEqual([Date.UTC(2026, 9, 24, 12), Date.UTC(2026, 9, 24, 13)]);
  });
});
