import { expect, it } from 'vitest';
import { z } from 'zod';
import { instant, instantParameter, isRange, length } from '@/lib/model/checked-time';

it.each([0, -1.5, 1_772_323_200_000.25, 8.64e15])('%d is an instant', (at) => {
  expect(instant.parse(at)).toBe(at);
  expect(instantParameter.parse(String(at))).toBe(at);
  expect(() => new Date(at).toISOString()).not.toThrow();
});

it.each([8.65e15, -1e300, Infinity, NaN])('%d is none: no day has it', (at) => {
  expect(instant.safeParse(at).success).toBe(false);
  expect(instantParameter.safeParse(String(at)).success).toBe(false);
});

it('a range ends after it starts', () => {
  const range = z.object({ from: instant, to: instant }).refine(...isRange);
  expect(range.safeParse({ from: 1, to: 2 }).success).toBe(true);
  expect(range.safeParse({ from: 2, to: 2 }).error?.issues[0]?.message).toBe('The range must end after it starts.');
});

it('a length is whole, and within its bounds', () => {
  const some = length(10, 20);
  expect([9, 10, 10.5, 20, 21].map((value) => some.safeParse(value).success)).toEqual([false, true, false, true, false]);
  expect(length().safeParse(0).success).toBe(false);
});
