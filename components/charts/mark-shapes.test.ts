import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { barsOf, dotsOf, edgesOf, lineOf } from '@/components/charts/mark-shapes';
import type { Plot } from '@/components/charts/plot';

/** Steps of 100 px: their middles are at 50, 150, 250. */
const linear: Plot = {
  grid: { start: millis(0), step: millis(1_000), count: 3 },
  axis: { scale: 'linear', from: 0, to: 10, ticks: [] },
  width: 300,
  height: 100,
};
const log: Plot = { ...linear, axis: { scale: 'log', from: 1, to: 100, ticks: [] } };

it('breaks a line at a gap, and where a log axis has no place', () => {
  expect(lineOf(linear, [5, null, 10])).toEqual([
    { x: 50, y: 50 },
    { x: 150, y: null },
    { x: 250, y: 0 },
  ]);
  expect(lineOf(log, [0, 10, -1]).map(({ y }) => y)).toEqual([null, 50, null]);
});

it('lets a band reach down to the edge of a log axis', () => {
  const bands = [[0, 10], null, [10, 100]] as const;
  expect(edgesOf(log, bands)).toEqual({
    upper: [
      { x: 50, y: 50 },
      { x: 150, y: null },
      { x: 250, y: 0 },
    ],
    lower: [
      { x: 50, y: 100 },
      { x: 150, y: null },
      { x: 250, y: 50 },
    ],
  });
  expect(edgesOf(linear, [[-0, 2.5]]).lower).toEqual([{ x: 50, y: 100 }]);
});

it('draws bars with a seam between steps, side by side where they are not stacked, and nothing for nothing', () => {
  const bands = [[0, 5], [4, 4], null] as const;
  // a step is 100 px, its bar 99: from 0.5 to 99.5
  expect(barsOf(linear, bands, 0, 1)).toBe('M0.5 50.0h99.0V100.0h-99.0z');
  expect(barsOf(linear, bands, 1, 2)).toBe('M50.0 50.0h49.5V100.0h-49.5z');
  expect(barsOf({ ...linear, width: 9 }, bands, 0, 1)).toBe('M0.0 50.0h3.0V100.0h-3.0z');
});

it('draws a dot where a figure stands alone', () => {
  expect(dotsOf(linear, [5, null, 10], [0, 2])).toBe('M50.0 50.0h0M250.0 0.0h0');
  expect(dotsOf(log, [0, null, 10], [0, 2])).toBe('M250.0 50.0h0');
});
