import { describe, expect, it } from 'vitest';
import type { Unit } from '@/lib/base/units';
import { parseFigure, printFigure } from '@/components/alerts/editor/figure-text';

describe('parseFigure', () => {
  it.each<[string, Unit, number]>([
    ['5 %', 'ratio', 0.05],
    ['7%', 'ratio', 0.07],
    ['1.5', 'ratio', 0.015],
    ['5 %', 'percent', 5],
    ['−20 %', 'ratio', -0.2],
    ['250 ms', 'nanoseconds', 250_000_000],
    ['2 s', 'nanoseconds', 2_000_000_000],
    ['2s', 'milliseconds', 2_000],
    ['1.5 min', 'seconds', 90],
    ['100 µs', 'seconds', 0.0001],
    ['0', 'nanoseconds', 0],
    ['512 MiB', 'bytes', 536_870_912],
    ['1 MB', 'bytes', 1_000_000],
    ['2 KiB/s', 'bytesPerSecond', 2_048],
    ['3.4 k/s', 'perSecond', 3_400],
    ['12/s', 'perSecond', 12],
    ['12', 'perSecond', 12],
    ['1 000', 'count', 1_000],
    ['1k', 'count', 1_000],
    ['$20', 'usd', 20],
    ['0.5 USD', 'usd', 0.5],
    ['.85', 'score', 0.85],
  ])('%s as %s', (text, unit, value) => {
    expect(parseFigure(text, unit)).toEqual({ ok: true, value });
  });

  it.each<[string, Unit, string]>([
    ['', 'ratio', 'Write a figure, such as 5 %.'],
    ['much', 'ratio', '“much” is no figure. Write it like 5 %.'],
    ['1,5 %', 'ratio', 'Write decimals with a point: 1.5.'],
    ['250', 'nanoseconds', 'Write it with its unit, such as 250 ms.'],
    ['5 %', 'nanoseconds', '“%” is no unit here. Write it like 250 ms.'],
    ['5 parsecs', 'count', '“parsecs” is no unit here. Write it like 500.'],
    ['512', 'bytes', 'Write it with its unit, such as 512 MiB.'],
  ])('refuses %s as %s', (text, unit, error) => {
    expect(parseFigure(text, unit)).toEqual({ ok: false, error });
  });
});

describe('printFigure', () => {
  it.each<[number, Unit, string]>([
    [0.05, 'ratio', '5 %'],
    [0.07, 'ratio', '7 %'],
    [0.0005, 'ratio', '0.05 %'],
    [5, 'percent', '5 %'],
    [250_000_000, 'nanoseconds', '250 ms'],
    [2_000_000_000, 'nanoseconds', '2 s'],
    [150, 'seconds', '2.5 min'],
    [0, 'seconds', '0 ms'],
    [536_870_912, 'bytes', '512 MiB'],
    [1_000_000, 'bytes', '1000000 B'],
    [3_400, 'perSecond', '3.4 k/s'],
    [500, 'count', '500'],
    [0.5, 'count', '0.5'],
    [20, 'usd', '$20'],
    [0.85, 'score', '0.85'],
    [-0.5, 'ratio', '-50 %'],
  ])('%s as %s is %s, and is read back', (value, unit, text) => {
    expect(printFigure(value, unit)).toBe(text);
    expect(parseFigure(text, unit)).toEqual({ ok: true, value });
  });

  it.each<[number, Unit]>([
    [1_234_567_891, 'nanoseconds'],
    [0.123456, 'ratio'],
    [98_765_432, 'bytes'],
    [12_345_678, 'count'],
    [0.0000004, 'none'],
  ])('keeps every digit of %s as %s', (value, unit) => {
    expect(parseFigure(printFigure(value, unit), unit)).toEqual({ ok: true, value });
  });
});
