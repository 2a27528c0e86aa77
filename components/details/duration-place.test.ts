import { expect, it } from 'vitest';
import { durationPlace, placeText } from '@/components/details/duration-place';
import { millis } from '@/lib/base/time';

const cell = (low: number, high: number, count: number, at = 0) => ({ at: millis(at), low, high, count });

it('adds the steps up, and counts what took less', () => {
  // 60 of 100–200 in two steps, 40 of 400–800; 600 is half-way into the second bar: 60 + 20 of 100
  const place = durationPlace([cell(100, 200, 50), cell(400, 800, 40), cell(100, 200, 10, 5)], 600);
  expect(place).toMatchObject({ total: 100, slowerThan: 0.8, least: 100, most: 800 });
  // 100 to 800 is three doublings
  expect(place?.bars.map(({ from, width, height }) => [from.toFixed(3), width.toFixed(3), height])).toEqual([
    ['0.000', '0.333', 1],
    ['0.667', '0.333', 40 / 60],
  ]);
  expect(place && placeText(place)).toBe('slower than 80\u00a0%');
});

it.each([
  [1_000, 'slower than 99\u00a0%', 1],
  [50, 'faster than 99\u00a0%', 0],
])('one of %i ns, beyond all others', (duration, words, at) => {
  const place = durationPlace([cell(100, 200, 100)], duration);
  expect([place && placeText(place), place?.at]).toEqual([words, at]);
});

it('nothing to compare with, a single one, and no length at all', () => {
  expect([durationPlace([], 5), durationPlace([cell(1, 2, 0)], 5)]).toEqual([undefined, undefined]);
  const alone = durationPlace([cell(100, 200, 1)], 150);
  expect(alone && placeText(alone)).toBe('the only one');
  expect(durationPlace([cell(0, 0, 3)], 0)).toMatchObject({ total: 3, at: 0 });
});
