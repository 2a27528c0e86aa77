import { describe, expect, it } from 'vitest';
import { fractionOn, linearAxis, logAxis, roundStep } from '@/lib/charts/axis';
import type { Unit } from '@/lib/base/units';

describe('roundStep', () => {
  it.each<[number, Unit, number]>([
    [4.5, 'perSecond', 5],
    [0.3, 'count', 1],
    [0.0013, 'ratio', 0.002],
    [3_000, 'bytes', 4_096],
    [40e6, 'nanoseconds', 50e6],
    [40e9, 'nanoseconds', 60e9],
    [700e9, 'nanoseconds', 900e9],
    [40, 'seconds', 60],
    [0.2, 'none', 0.2],
  ])('%s %s → %s', (value, unit, expected) => expect(roundStep(value, unit)).toBeCloseTo(expected, 9));
});

describe('linearAxis', () => {
  it.each<[string, number[], Unit, number[]]>([
    ['requests', [2, 13.4], 'perSecond', [0, 5, 10, 15]],
    ['a share', [0.0231], 'ratio', [0, 0.01, 0.02, 0.03]],
    ['half a second', [438e6], 'nanoseconds', [0, 200e6, 400e6, 600e6]],
    ['three tenths without dust', [0.3], 'none', [0, 0.1, 0.2, 0.3]],
    ['below zero', [-4, 9], 'none', [-5, 0, 5, 10]],
    ['nothing', [], 'count', [0]],
  ])('%s', (_name, values, unit, expected) => expect(linearAxis(values, unit).ticks.map((tick) => tick.at)).toEqual(expected));

  it('names figures in their unit', () => {
    expect(linearAxis([438e6], 'nanoseconds').ticks.map((tick) => tick.text)).toEqual([
      '0\u00a0ms',
      '200\u00a0ms',
      '400\u00a0ms',
      '600\u00a0ms',
    ]);
  });
});

describe('logAxis', () => {
  it.each<[string, number[], number, number, number[]]>([
    ['three decades', [24e6, 5.9e9], 20e6, 10e9, [100e6, 1e9, 10e9]],
    ['within one decade', [2.4, 6.1], 2, 10, [2, 5, 10]],
    ['a single value', [5], 5, 50, [5, 10, 20, 50]],
    ['zeros are not on it', [0, 10, 900], 10, 1_000, [10, 100, 1_000]],
  ])('%s', (_name, values, from, to, ticks) => {
    const axis = logAxis(values, 'none');
    expect([axis.from, axis.to]).toEqual([from, to]);
    expect(axis.ticks.map((tick) => tick.at)).toEqual(ticks);
  });
});

describe('logAxis of times', () => {
  it('goes on by minutes and hours above a second', () => {
    expect(logAxis([2e6, 700e9], 'nanoseconds').ticks.map(({ text }) => text.replace('\u00a0', ' '))).toEqual(['10 ms', '1 s', '1 min']);
    expect(logAxis([0.5, 9_000], 'seconds').ticks.map(({ at }) => at)).toEqual([1, 10, 60, 600, 3_600]);
  });
});

describe('fractionOn', () => {
  it('is even on a linear axis and by powers on a log axis', () => {
    expect(fractionOn({ scale: 'linear', from: 0, to: 20, ticks: [] }, 5)).toBe(0.25);
    expect(fractionOn({ scale: 'log', from: 1, to: 10_000, ticks: [] }, 100)).toBeCloseTo(0.5);
    expect(fractionOn({ scale: 'log', from: 1, to: 10_000, ticks: [] }, 0)).toBeUndefined();
  });
});
