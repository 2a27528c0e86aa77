import { describe, expect, it } from 'vitest';
import { counted, formatUnit, type Unit } from '@/lib/base/units';

describe('formatUnit', () => {
  it.each<[number | null, Unit, string]>([
    [1_234_000, 'nanoseconds', '1.23 ms'],
    [999_700, 'nanoseconds', '1 ms'],
    [0, 'nanoseconds', '0 ms'],
    [1_500, 'microseconds', '1.5 ms'],
    [90, 'seconds', '1.5 min'],
    [0.0231, 'ratio', '2.31 %'],
    [0.00004, 'ratio', '0.004 %'],
    [3_400, 'perSecond', '3.4 k/s'],
    [0.0008, 'perSecond', '0.0008/s'],
    [0, 'perSecond', '0/s'],
    [21_304, 'count', '21 304'],
    [1_500_000, 'count', '1.5 M'],
    [2_048, 'bytes', '2 KiB'],
    [0.0034, 'usd', '$0.0034'],
    [0.944, 'score', '0.94'],
    [null, 'ratio', '–'],
    [Number.NaN, 'count', '–'],
  ])('%s %s → %s', (value, unit, expected) => expect(formatUnit(value, unit).replaceAll('\u00a0', ' ')).toBe(expected));
});

it.each<[number, [string, string?], string]>([
  [0, ['span'], '0 spans'],
  [1, ['span'], '1 span'],
  [21_304, ['span'], '21 304 spans'],
  [1, ['child', 'children'], '1 child'],
  [2, ['child', 'children'], '2 children'],
])('%s of %s → %s', (count, words, expected) => expect(counted(count, ...words).replaceAll('\u00a0', ' ')).toBe(expected));
