import { describe, expect, it } from 'vitest';
import { DAY, millis, SECOND } from '@/lib/base/time';
import { parseLength, printLength } from '@/components/alerts/editor/length-text';

const bounds = { least: millis(0), most: DAY };

describe('parseLength', () => {
  it.each([
    ['5 min', 300_000],
    ['5 minutes', 300_000],
    ['90s', 90_000],
    ['1 h 30 min', 5_400_000],
    ['1.5 h', 5_400_000],
    ['1 day', 86_400_000],
    ['0', 0],
    ['0 s', 0],
  ])('%s', (text, length) => {
    expect(parseLength(text, bounds)).toEqual({ ok: true, value: length });
  });

  it.each([
    ['', 'Write how long, such as 5 min.'],
    ['5', 'Write it with its unit: 5 min.'],
    ['soon', '“soon” is no length of time. Write it like 5 min, 30 s or 1 h.'],
    ['5 parsecs', '“5 parsecs” is no length of time. Write it like 5 min, 30 s or 1 h.'],
    ['5 min or so', '“5 min or so” is no length of time. Write it like 5 min, 30 s or 1 h.'],
    ['0.5 s', 'Whole seconds, please.'],
    ['25 h', 'At most 1 d.'],
  ])('refuses “%s”', (text, error) => {
    expect(parseLength(text, bounds)).toEqual({ ok: false, error });
  });

  it('keeps to the least', () => {
    expect(parseLength('5 s', { least: millis(10 * SECOND), most: DAY })).toEqual({ ok: false, error: 'At least 10 s.' });
  });
});

describe('printLength', () => {
  it.each([
    [0, '0 s'],
    [300_000, '5 min'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 d'],
    [90_061_000, '1 d 1 h 1 min 1 s'],
  ])('%s ms is %s', (length, text) => {
    expect(printLength(millis(length))).toBe(text);
  });
});
