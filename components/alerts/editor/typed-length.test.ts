import { describe, expect, it } from 'vitest';
import { DAY, millis, SECOND } from '@/lib/base/time';
import { readLength, showLength } from '@/components/alerts/editor/typed-length';

const bounds = { least: millis(0), most: DAY };

describe('readLength', () => {
  it.each([
    ['5 min', 300_000],
    ['5 minutes', 300_000],
    ['90s', 90_000],
    ['1 h 30 min', 5_400_000],
    ['1 hour and 30 minutes', 5_400_000],
    ['1.5 h', 5_400_000],
    ['1 day', 86_400_000],
    ['0', 0],
    ['0 s', 0],
  ])('%s', (text, length) => {
    expect(readLength(text, bounds)).toEqual({ ok: true, value: length });
  });

  it.each([
    ['', 'Write how long, such as 5 min.'],
    ['5', 'Write it with its unit: 5 min.'],
    ['soon', '“soon” is no length of time: write it like 5 min, 30 s or 1 h.'],
    ['5 min or so', '“5 min or so” is no length of time: write it like 5 min, 30 s or 1 h.'],
    ['0.5 s', 'Whole seconds, please.'],
    ['25 h', 'At most 1 d.'],
  ])('refuses “%s”', (text, error) => {
    expect(readLength(text, bounds)).toEqual({ ok: false, error });
  });

  it('keeps to the least', () => {
    expect(readLength('5 s', { least: millis(10 * SECOND), most: DAY })).toEqual({ ok: false, error: 'At least 10 s.' });
  });
});

describe('showLength', () => {
  it.each([
    [0, '0 s'],
    [300_000, '5 min'],
    [90_000, '90 s'],
    [5_400_000, '90 min'],
    [7_200_000, '2 h'],
    [604_800_000, '7 d'],
  ])('%s ms is %s, and is read back', (length, text) => {
    const shown = showLength(millis(length));
    expect(readLength(shown, { least: millis(0), most: millis(30 * DAY) })).toEqual({ ok: true, value: length });
    expect(shown).toBe(text);
  });
});
