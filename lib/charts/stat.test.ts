import { describe, expect, it } from 'vitest';
import { changeOf, prepareStat, type StatView } from '@/lib/charts/stat';
import type { Unit } from '@/lib/base/units';

const T = '\u00a0';

describe('changeOf', () => {
  it.each<[string, number, number, Unit, StatView['better'], string, boolean | undefined]>([
    ['a rate in percent', 10.6, 10, 'perSecond', 'up', `+6${T}%`, true],
    ['a share in points', 0.0231, 0.0041, 'ratio', 'down', `+1.9${T}pt`, false],
    ['a time in its unit', 438e6, 318e6, 'nanoseconds', 'down', `+120${T}ms`, false],
    ['faster is better', 24e6, 25e6, 'nanoseconds', 'down', `−1${T}ms`, true],
    ['a score by itself', 0.94, 0.97, 'score', 'up', '−0.03', false],
    ['neither way is good', 20, 10, 'count', 'neither', `+100${T}%`, undefined],
    ['more than ten-fold', 1_200, 100, 'count', 'neither', '+12×', undefined],
    ['from nothing', 12, 0, 'perSecond', 'up', '+12/s', true],
    ['nothing moved', 5, 5, 'perSecond', 'up', '±0', undefined],
    ['too little to say', 1_000, 999, 'count', 'up', '±0', undefined],
    ['too little of a score', 0.941, 0.94, 'score', 'up', '±0', undefined],
  ])('%s', (_name, value, before, unit, better, text, good) => expect(changeOf(value, before, unit, better)).toEqual({ text, good }));
});

describe('prepareStat', () => {
  const view: StatView = { kind: 'stat', unit: 'ratio', better: 'down', thresholds: [{ at: 0.02, tone: 'warn' }] };

  it('has a tone from its thresholds', () => {
    expect(prepareStat(0.0231, undefined, view)).toEqual({ text: `2.31${T}%`, tone: 'warn', change: undefined });
  });

  it('shows a dash for no figure, and no change', () => {
    expect(prepareStat(undefined, 0.1, view)).toEqual({ text: '–', tone: undefined, change: undefined });
  });
});
