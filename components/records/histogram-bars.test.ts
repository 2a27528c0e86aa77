import { expect, it } from 'vitest';
import { barsOf, percentOf } from '@/components/records/histogram-bars';
import { millis } from '@/lib/base/time';

const at = (minute: number) => millis(minute * 60_000);

it('adds up, and leaves out empty steps', () => {
  const bars = [
    { at: at(0), count: 30, parts: [3, 27] },
    { at: at(1), count: 0, parts: [0, 0] },
    { at: at(2), count: 7, parts: [0, 7] },
  ];
  expect(barsOf(bars)).toEqual({ bars: [bars[0], bars[2]], total: 37, highest: 30 });
  expect(barsOf([])).toEqual({ bars: [], total: 0, highest: 0 });
});

it('places an instant in the range', () => {
  expect([at(5), at(15), at(10)].map((time) => percentOf(time, { from: at(5), to: at(15) }))).toEqual([0, 100, 50]);
});
