import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { linearAxis } from '@/lib/charts/axis';
import type { Condition } from '@/lib/model/alert';
import {
  axisReach,
  dragStep,
  placeHandles,
  snapped,
  thresholdLines,
  valueByKey,
  withLineAt,
} from '@/components/alerts/editor/threshold-lines';

const at = (value: number) => ({ at: value, for: millis(0) });
const above: Condition = { is: 'above', warn: at(0.02), critical: at(0.05) };
const either: Condition = { is: 'change', against: 'day', direction: 'either', critical: at(0.5) };
// 0 to 10 %
const axis = linearAxis([0.075], 'ratio', 2);

const figures = (condition: Condition) => thresholdLines(condition).map((line) => line.at);
const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('expected a value');
  return value;
};

describe('thresholdLines', () => {
  it('lie where the bound does', () => {
    expect(figures(above)).toEqual([0.02, 0.05]);
    expect(figures({ is: 'outside', warn: { at: { low: 1, high: 9 }, for: millis(0) } })).toEqual([1, 9]);
  });

  it('of a change lie on the sides that are looked at', () => {
    expect(figures(either)).toEqual([0.5, -0.5]);
    expect(figures({ ...either, direction: 'down' })).toEqual([-0.5]);
    expect(figures({ ...either, direction: 'up' })).toEqual([0.5]);
  });

  it('are moved, on either side', () => {
    const [up, down] = thresholdLines(either);
    expect(withLineAt(either, present(up), 0.7).critical).toEqual(at(0.7));
    expect(withLineAt(either, present(down), -0.7).critical).toEqual(at(0.7));
    // not across zero
    expect(withLineAt(either, present(down), 0.2).critical).toEqual(at(0));
    expect(withLineAt(above, present(thresholdLines(above)[1]), 0.06).critical).toEqual(at(0.06));
  });
});

describe('readable figures', () => {
  it('are the steps that a hundredth of the axis rounds up to', () => {
    expect(axis.to).toBeCloseTo(0.1, 12);
    expect(dragStep(axis, 'ratio')).toBe(0.001);
    expect(snapped(0.05432, axis, 'ratio')).toBe(0.054);
    expect(snapped(0.4, axis, 'ratio')).toBeCloseTo(axis.to, 12);
    expect(snapped(-1, axis, 'ratio')).toBe(0);
  });

  it.each([
    ['ArrowUp', false, 0.051],
    ['ArrowDown', false, 0.049],
    ['ArrowUp', true, 0.06],
    ['PageDown', false, 0.04],
    ['Home', false, 0],
    ['End', false, 0.1],
  ])('%s, shift %s: %s', (key, shift, value) => {
    expect(valueByKey(key, shift, 0.05, axis, 'ratio')).toBe(value);
  });

  it('no other key', () => {
    expect(valueByKey('x', false, 0.05, axis, 'ratio')).toBeUndefined();
  });
});

describe('axisReach', () => {
  it('holds the bounds with room above them, but for those far off', () => {
    expect(axisReach({ is: 'above', warn: at(10), critical: at(100) }, 10)).toEqual([12]);
    expect(axisReach({ is: 'above', critical: at(100) }, 0)).toEqual([120]);
    expect(axisReach({ ...either, direction: 'down' }, 1)).toEqual([-0.6]);
  });
});

describe('placeHandles', () => {
  const places = (...ys: number[]) =>
    placeHandles(
      ys.map((y) => ({ y })),
      100,
      18,
    ).map(({ middle, column }) => [middle, column]);

  it('keeps them on their lines, within the plot', () => {
    expect(places(0, 50, 100)).toEqual([
      [9, 0],
      [50, 0],
      [91, 0],
    ]);
  });

  it('puts one aside for another, no further than it has to', () => {
    // 18 px apart is beside each other; the third is in the way of the second alone: there is room at the right
    expect(places(20, 38)).toEqual([
      [20, 0],
      [38, 0],
    ]);
    expect(places(20, 30, 45)).toEqual([
      [20, 0],
      [30, 1],
      [45, 0],
    ]);
    // all three lie on the floor
    expect(places(98, 99, 100)).toEqual([
      [91, 0],
      [91, 1],
      [91, 2],
    ]);
  });
});
