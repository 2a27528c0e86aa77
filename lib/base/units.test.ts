import { describe, expect, it } from 'vitest';
import { counted, formatDifference, formatUnit, type Unit } from '@/lib/base/units';

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
    [999.6, 'none', '1 k'],
    [12_345, 'none', '12 345'],
    [124_417_219, 'none', '124 M'],
    [null, 'ratio', '–'],
    [Number.NaN, 'count', '–'],
  ])('%s %s → %s', (value, unit, expected) => expect(formatUnit(value, unit).replaceAll('\u00a0', ' ')).toBe(expected));
});

it.each<[number, number, Unit, string]>([
  // 27.1 ms less 305 µs, 775 ms less 9.54 ms, 1.09 s less 7.09 ms
  [305_000, 27_100_000, 'nanoseconds', '0.3 ms'],
  [9.54, 775, 'milliseconds', '10 ms'],
  [0.00709, 1.09, 'seconds', '0.01 s'],
  // 999.7 ms is said as 1 s
  [12, 999.7, 'milliseconds', '0.01 s'],
  [0.3, 775, 'milliseconds', ''],
  [0.0016, 0.509, 'ratio', '0.2 %'],
  [0.16, 50.9, 'percent', '0.2 %'],
  // larger than what it is of
  [2, 0.005, 'seconds', '2 s'],
  [0.02, 0, 'ratio', '2 %'],
  [0, 0, 'ratio', ''],
])('a difference of %s beside %s %s → %s', (size, of, unit, expected) =>
  expect(formatDifference(size, of, unit).replaceAll('\u00a0', ' ')).toBe(expected),
);

it.each<[number, [string, string?], string]>([
  [0, ['span'], '0 spans'],
  [1, ['span'], '1 span'],
  [21_304, ['span'], '21 304 spans'],
  [1, ['child', 'children'], '1 child'],
  [2, ['child', 'children'], '2 children'],
])('%s of %s → %s', (count, words, expected) => expect(counted(count, ...words).replaceAll('\u00a0', ' ')).toBe(expected));
