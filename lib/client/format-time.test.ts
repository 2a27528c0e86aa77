import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { millis, type NanosText } from '@/lib/base/time';
import {
  formatAgo,
  formatClock,
  formatDay,
  formatField,
  formatInstant,
  formatLeft,
  formatMinute,
  formatNanos,
  formatRange,
  zoneName,
} from '@/lib/client/format-time';

// Kabul is 4:30 ahead of UTC all year round: hours and minutes both differ, and no daylight saving
const before = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Asia/Kabul';
});
afterAll(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

/** 2025-12-17 19:33:20.007 UTC, 2025-12-18 00:03:20.007 in Kabul. */
const AT = millis(1_766_000_000_007);
const NOW = millis(1_766_000_900_000);

describe('an instant', () => {
  it('is written in UTC', () => {
    expect(formatClock(AT, 'utc')).toBe('19:33:20.007');
    expect(formatMinute(AT, 'utc')).toBe('19:33');
    expect(formatInstant(AT, 'utc', NOW)).toBe('17 Dec 19:33:20');
    expect(formatDay(AT, 'utc')).toBe('Wednesday 17 Dec 2025');
    expect(formatField(AT, 'utc')).toBe('2025-12-17 19:33:20');
  });

  it('is written in the zone of the browser, over midnight', () => {
    expect(formatClock(AT, 'local')).toBe('00:03:20.007');
    expect(formatInstant(AT, 'local', NOW)).toBe('18 Dec 00:03:20');
    expect(formatDay(AT, 'local')).toBe('Thursday 18 Dec 2025');
    expect(formatField(AT, 'local')).toBe('2025-12-18 00:03:20');
    expect(zoneName('local')).toBe('Asia/Kabul');
    expect(zoneName('utc')).toBe('UTC');
  });

  it('names the year when it is another one', () => {
    // 2024-12-31 23:59:59 UTC is 2025 in Kabul, the year of NOW there, but not in UTC
    const eve = millis(1_735_689_599_000);
    expect(formatInstant(eve, 'utc', NOW)).toBe('31 Dec 2024 23:59:59');
    expect(formatInstant(eve, 'local', NOW)).toBe('1 Jan 04:29:59');
  });

  it('keeps every nanosecond, which a number would not', () => {
    const text = '1766000000007118402' as NanosText;
    expect(formatNanos(text, 'utc')).toBe('2025-12-17 19:33:20.007\u00a0118\u00a0402 UTC');
    expect(formatNanos(text, 'local')).toBe('2025-12-18 00:03:20.007\u00a0118\u00a0402 +04:30');
    expect(formatNanos('1766000000007000001' as NanosText, 'utc')).toBe('2025-12-17 19:33:20.007\u00a0000\u00a0001 UTC');
  });
});

describe('a range', () => {
  it.each([
    ['on one day', 1_766_000_040_000, 1_766_003_640_000, '17 Dec 19:34 – 20:34'],
    ['with seconds where one end has them', 1_766_000_000_000, 1_766_003_640_000, '17 Dec 19:33:20 – 20:34:00'],
    ['over midnight', 1_766_000_040_000, 1_766_018_040_000, '17 Dec 19:34 – 18 Dec 00:34'],
  ])('%s', (_, from, to, text) => expect(formatRange(millis(from), millis(to), 'utc')).toBe(text));
});

describe('an age', () => {
  it.each([
    [0, 'now'],
    [999, 'now'],
    [-3_000, 'now'],
    [1_000, '1\u00a0s ago'],
    [59_999, '59\u00a0s ago'],
    [60_000, '1\u00a0min ago'],
    [3_599_999, '59\u00a0min ago'],
    [3_600_000, '1\u00a0h ago'],
    [86_400_000, '1\u00a0d ago'],
    [12 * 86_400_000 + 1, '12\u00a0d ago'],
  ])('of %i ms is %s', (age, text) => expect(formatAgo(millis(NOW - age), NOW)).toBe(text));
});

describe('what is left', () => {
  it.each([
    [-5_000, '0\u00a0s'],
    [1, '1\u00a0s'],
    [47_001, '48\u00a0s'],
    [60_000, '60\u00a0s'],
    [60_001, '2\u00a0min'],
    [3_600_001, '2\u00a0h'],
    [12 * 86_400_000, '12\u00a0d'],
  ])('of %i ms is %s', (left, text) => expect(formatLeft(millis(NOW + left), NOW)).toBe(text));
});
