import { describe, expect, it } from 'vitest';
import { changeOf, prepareStat, type StatView } from '@/lib/charts/stat';
import type { Unit } from '@/lib/base/units';

const T = '\u00a0';

describe('changeOf', () => {
  it.each<[string, number, number, Unit, StatView['better'], string, boolean | undefined]>([
    ['a rate in percent', 10.6, 10, 'perSecond', 'up', `+6${T}%`, true],
    ['a share in points', 0.0231, 0.0041, 'ratio', 'down', `+1.9${T}pt`, false],
    ['a time in its unit', 438e6, 318e6, 'nanoseconds', 'down', `+120${T}ms`, false],
    ['a time as its figure is said', 27.1e6, 26.79e6, 'nanoseconds', 'down', `+0.3${T}ms`, undefined],
    ['a share as its figure is said', 0.5095, 0.5078, 'ratio', 'down', `+0.2${T}pt`, undefined],
    ['faster is better', 24e6, 26e6, 'nanoseconds', 'down', `−2${T}ms`, true],
    ['a score by itself', 0.94, 0.97, 'score', 'up', '−0.03', false],
    ['neither way is good', 20, 10, 'count', 'neither', `+100${T}%`, undefined],
    ['more than ten-fold', 1_200, 100, 'count', 'neither', '+12×', undefined],
    ['from nothing', 12, 0, 'perSecond', 'up', '+12/s', true],
    ['nothing moved', 5, 5, 'perSecond', 'up', '±0', undefined],
    ['too little to say', 1_000, 999, 'count', 'up', '±0', undefined],
    ['too little of a score', 0.941, 0.94, 'score', 'up', '±0', undefined],
    // 61.22 % and 61.23 % are both said as 61.2 %, and 24.31 ms and 24.34 ms as 24.3 ms
    ['a share that reads the same', 0.6123, 0.6122, 'ratio', 'down', '±0', undefined],
    ['a time that reads the same', 24.34e6, 24.31e6, 'nanoseconds', 'down', '±0', undefined],
  ])('%s', (_name, value, before, unit, better, text, good) => expect(changeOf(value, before, unit, better)).toEqual({ text, good }));
});

describe('a change is good or bad', () => {
  it.each<[string, number, number, Unit, 'told' | 'neither']>([
    ['from a twentieth of what it was', 105, 100, 'perSecond', 'told'],
    ['not below it', 104, 100, 'perSecond', 'neither'],
    ['downwards, too', 24e6, 25e6, 'nanoseconds', 'neither'],
    ['from nothing', 1, 0, 'count', 'told'],
    // 0.02 points of 61.2 % are nothing, 4 points of it are a tenth of what is left
    ['a disk that hardly fills', 0.6126, 0.6124, 'ratio', 'neither'],
    ['a disk that fills', 0.652, 0.612, 'ratio', 'told'],
    ['a share from a tenth of a point', 0.001, 0, 'ratio', 'told'],
    ['a share below it, even twice as much', 0.0008, 0.0004, 'ratio', 'neither'],
    ['a share of 100, likewise', 61.26, 61.24, 'percent', 'neither'],
    // nearly all: the rest was 0.5 points and is 0.1
    ['a share that is nearly all', 0.999, 0.995, 'ratio', 'told'],
    // more than all, e.g. of several processors: 1.5 and a twentieth of it are 1.575
    ['a share above all', 1.57, 1.5, 'ratio', 'neither'],
    ['a share further above all', 1.58, 1.5, 'ratio', 'told'],
    // an Apdex of 0.97 loses as much as it had lost before
    ['a score near all', 0.94, 0.97, 'score', 'told'],
    ['a score that hardly moves', 0.51, 0.5, 'score', 'neither'],
  ])('%s', (_name, value, before, unit, meant) =>
    expect(changeOf(value, before, unit, 'down').good).toBe(meant === 'told' ? value < before : undefined),
  );
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
