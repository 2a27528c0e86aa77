import { describe, expect, it } from 'vitest';
import type { Unit } from '@/lib/base/units';
import { parseFigure } from '@/components/alerts/editor/typed-figure';

describe('parseFigure', () => {
  it.each<[string, Unit, number]>([
    ['5 %', 'ratio', 0.05],
    // not 500 %, which is what a bare 5 is in a file
    ['5', 'ratio', 0.05],
    ['1.5', 'ratio', 0.015],
    ['7', 'percent', 7],
    ['−20 %', 'ratio', -0.2],
    ['250 ms', 'nanoseconds', 250_000_000],
    ['2s', 'milliseconds', 2_000],
    ['1.5 min', 'seconds', 90],
    ['0', 'nanoseconds', 0],
    ['512 MiB', 'bytes', 536_870_912],
    ['12', 'perSecond', 12],
    ['12/s', 'perSecond', 12],
    ['1 000', 'count', 1_000],
    ['1k', 'count', 1_000],
    ['$20', 'usd', 20],
    ['20', 'usd', 20],
    ['.85', 'score', 0.85],
  ])('%s as %s', (text, unit, value) => {
    expect(parseFigure(text, unit)).toEqual({ ok: true, value });
  });

  it.each<[string, Unit, string]>([
    ['', 'ratio', 'Write a figure.'],
    ['much', 'ratio', '“much” is no amount here: write it like 5 %.'],
    ['1,5 %', 'ratio', 'Write decimals with a point: 1.5.'],
    ['250', 'nanoseconds', 'Write it with its unit, such as 250 ms.'],
    ['5 %', 'nanoseconds', '“5 %” is no amount here: write it like 200 ms or 1.5 s.'],
    ['512', 'bytes', 'Write it with its unit, such as 512 MiB.'],
  ])('refuses %s as %s', (text, unit, error) => {
    expect(parseFigure(text, unit)).toEqual({ ok: false, error });
  });
});
