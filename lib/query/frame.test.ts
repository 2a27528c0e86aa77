import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { alignRange, chooseStep, previousRange } from '@/lib/query/frame';

const range = (from: number, to: number) => ({ from: millis(from), to: millis(to) });
const HOUR = 3_600_000;

it.each([
  [60_000, 60, 1_000],
  [61_000, 60, 2_000],
  [15 * 60_000, 100, 10_000],
  [24 * HOUR, 288, 5 * 60_000],
  [24 * HOUR, 100, 15 * 60_000],
  [30 * 24 * HOUR, 30, 24 * HOUR],
  [90 * 24 * HOUR, 30, 3 * 24 * HOUR],
  [100, 60, 1_000],
])('%d ms in at most %d points: a step of %d ms', (length, points, step) => {
  expect(chooseStep(range(0, length), points)).toBe(step);
});

it('widens to whole steps and keeps what is whole', () => {
  expect(alignRange(range(1_500, 3_000), millis(1_000))).toEqual(range(1_000, 3_000));
  expect(alignRange(range(-1_500, 1), millis(1_000))).toEqual(range(-2_000, 1_000));
});

it('goes back by its own length', () => {
  expect(previousRange(range(100, 160))).toEqual(range(40, 100));
});
