import { describe, expect, it } from 'vitest';
import { exactText, parseAmount, printAmount } from '@/lib/alerts/amount-text';
import { parseLength, printLength, spellEvery, spellLength } from '@/lib/alerts/length-text';
import { dice, pick } from '@/lib/alerts/testing/random-rules';
import { DAY, HOUR, millis, MINUTE } from '@/lib/base/time';
import { UNITS, type Unit } from '@/lib/base/units';

describe('amounts', () => {
  it.each<[number, Unit, string]>([
    [0.05, 'ratio', '5 %'],
    [0.07, 'ratio', '7 %'],
    [0.015, 'ratio', '1.5 %'],
    [95, 'percent', '95 %'],
    [2e9, 'nanoseconds', '2 s'],
    [5e7, 'nanoseconds', '50 ms'],
    [90, 'seconds', '1.5 min'],
    [500, 'count', '500'],
    [2 ** 29, 'bytes', '512 MiB'],
    [1.5, 'perSecond', '1.5/s'],
    [20, 'usd', '$20'],
    [-2.5, 'usd', '-$2.5'],
    [0, 'nanoseconds', '0 ms'],
  ])('%s %s is read and written %s', (value, unit, text) => {
    expect(parseAmount(text, unit)).toEqual({ ok: true, value });
    // whole minutes alone are written as such
    if (text !== '1.5 min') expect(printAmount(value, unit)).toBe(text);
  });

  it.each<[string, Unit, number]>([
    ['0.05', 'ratio', 0.05],
    ['5%', 'ratio', 0.05],
    ['1 h 30 min', 'seconds', 5_400],
    ['1.5k', 'count', 1_500],
    ['21 304', 'count', 21_304],
    ['10 MB', 'bytes', 1e7],
    ['2 MiB/s', 'bytesPerSecond', 2 ** 21],
    ['2026-03-29T01:00:00Z', 'instant', Date.UTC(2026, 2, 29, 1)],
    ['250', 'nanoseconds', 250],
  ])('%s of %s is read', (text, unit, value) => expect(parseAmount(text, unit)).toEqual({ ok: true, value }));

  it.each<[string, Unit]>([
    ['', 'count'],
    ['five', 'count'],
    ['5 %', 'count'],
    ['5 s', 'ratio'],
    ['5', 'none'],
    ['5 apples', 'none'],
    ['1e999', 'count'],
    ['$', 'usd'],
  ])('%s of %s is none, or is', (text, unit) => expect(parseAmount(text, unit).ok).toBe(text === '5'));

  it('come back as the very same number, whatever it is', () => {
    const roll = dice(7);
    for (let round = 0; round < 20_000; round++) {
      const unit = pick(roll, UNITS);
      const digits = 1 + Math.floor(roll() * 17);
      const value = Number(((roll() - 0.3) * 10 ** Math.floor(roll() * 24 - 8)).toPrecision(digits));
      expect({ unit, value, back: parseAmount(printAmount(value, unit), unit) }).toEqual({ unit, value, back: { ok: true, value } });
    }
  });

  it('are exact where they are said to people', () => {
    const said = (value: number, unit: Unit) => exactText(value, unit).replaceAll('\u00a0', ' ');
    expect(said(0.05, 'ratio')).toBe('5 %');
    expect(said(1.2345e9, 'nanoseconds')).toBe('1.2345 s');
    expect(said(21_304, 'count')).toBe('21 304');
    expect(said(1_234_567, 'count')).toBe('1234567');
  });
});

describe('lengths', () => {
  it.each<[number, string]>([
    [0, '0'],
    [10_000, '10s'],
    [90_000, '90s'],
    [5 * MINUTE, '5m'],
    [90 * MINUTE, '90m'],
    [4 * HOUR, '4h'],
    [7 * DAY, '7d'],
    [1_500, '1.5s'],
    [1, '1ms'],
  ])('%s ms is %s', (length, text) => {
    expect(printLength(millis(length))).toBe(text);
    expect(parseLength(text)).toBe(length);
  });
  it.each(['', '5', 'five', '-5m', '0.1ms', '5 x'])('%s is none', (text) => expect(parseLength(text)).toBeUndefined());
  it('in words', () => {
    expect(spellLength(millis(5 * MINUTE))).toBe('5 minutes');
    expect(spellLength(millis(90 * MINUTE))).toBe('1 hour and 30 minutes');
    expect(spellLength(millis(0))).toBe('0 seconds');
    expect(spellEvery(MINUTE)).toBe('every minute');
    expect(spellEvery(millis(4 * HOUR))).toBe('every 4 hours');
  });
});
