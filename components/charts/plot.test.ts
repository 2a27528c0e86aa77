import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { stepUnder, valueUnder, xOf, yOf, type Plot } from '@/components/charts/plot';

const plot: Plot = {
  grid: { start: millis(1_000), step: millis(100), count: 10 },
  axis: { scale: 'log', from: 1, to: 10_000, ticks: [] },
  width: 500,
  height: 100,
};

it('places instants and figures, and finds them again', () => {
  expect(xOf(plot, 1_500)).toBe(250);
  expect(yOf(plot, 100)).toBeCloseTo(50);
  expect(yOf(plot, 0)).toBeUndefined();
  expect(valueUnder(plot, 50)).toBeCloseTo(100);
  expect(valueUnder({ ...plot, axis: { scale: 'linear', from: 0, to: 20, ticks: [] } }, 25)).toBe(15);
});

it('keeps the step under the pointer inside the grid', () => {
  expect([stepUnder(plot, -5), stepUnder(plot, 249), stepUnder(plot, 500)]).toEqual([0, 4, 9]);
});
