import { expect, it } from 'vitest';
import { barsOf, percentOf } from '@/components/traces/histogram-bars';
import { millis } from '@/lib/base/time';

const at = (minute: number) => millis(minute * 60_000);

it('joins counts and shares of errors, and leaves out empty steps', () => {
  const series = [
    {
      measure: 1,
      labels: [],
      points: [
        [at(0), 0.1],
        [at(1), null],
        [at(3), 1],
      ] as const,
    },
    {
      measure: 0,
      labels: [],
      points: [
        [at(0), 30],
        [at(1), 0],
        [at(2), 7],
        [at(3), 3],
      ] as const,
    },
  ];
  expect(barsOf({ kind: 'series', executed: '', partial: false, series })).toEqual({
    bars: [
      { at: at(0), count: 30, errors: 3 },
      { at: at(2), count: 7, errors: 0 },
      { at: at(3), count: 3, errors: 3 },
    ],
    total: 40,
    highest: 30,
  });
});

it('has no bars before there is an answer', () => {
  expect(barsOf(undefined)).toEqual({ bars: [], total: 0, highest: 0 });
});

it('places an instant in the range', () => {
  expect([at(5), at(15), at(10)].map((time) => percentOf(time, { from: at(5), to: at(15) }))).toEqual([0, 100, 50]);
});
