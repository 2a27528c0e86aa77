import { describe, expect, test } from 'vitest';
import { millis } from '@/lib/base/time';
import type { SilenceTime } from '@/lib/model/alert-silence';
import { comingSpans, endedAt, standingOf, timeText } from '@/components/alerts/silences/time-words';

const at = (text: string) => millis(Date.parse(text));
const nightly: SilenceTime = { kind: 'weekly', days: [6, 7], start: '23:30', minutes: 90, zone: 'Europe/Prague' };
const once: SilenceTime = { kind: 'once', from: at('2026-11-21T14:00:00Z'), to: at('2026-11-21T18:00:00Z') };
const spansOf = (time: SilenceTime, now: string) =>
  comingSpans(time, at(now), 3).map(({ from, to }) => `${new Date(from).toISOString()} ${new Date(to).toISOString()}`);

test.each([
  [once, '21 Nov 14:00 – 18:00'],
  [nightly, 'Sat, Sun 23:30 for 1.5\u00a0h, Europe/Prague'],
  [{ ...nightly, days: [1, 2, 3, 4, 5, 6, 7], minutes: 45 }, 'every day 23:30 for 45\u00a0min, Europe/Prague'],
])('%j in words', (time, text) => {
  expect(timeText(time as SilenceTime, 'utc')).toBe(text);
});

describe('the next three', () => {
  test('begin with the one that holds', () => {
    // Saturday 21 November, 23:30 in Prague is 22:30 in UTC
    expect(spansOf(nightly, '2026-11-21T23:00:00Z')).toEqual([
      '2026-11-21T22:30:00.000Z 2026-11-22T00:00:00.000Z',
      '2026-11-22T22:30:00.000Z 2026-11-23T00:00:00.000Z',
      '2026-11-28T22:30:00.000Z 2026-11-29T00:00:00.000Z',
    ]);
  });

  test('keep to the clock on the wall when it changes', () => {
    // Prague's clocks go back on Sunday 25 October 2026 at 3:00: 23:30 is 21:30 in UTC before, and 22:30 after
    expect(spansOf(nightly, '2026-10-24T12:00:00Z').map((span) => span.slice(0, 20))).toEqual([
      '2026-10-24T21:30:00.',
      '2026-10-25T22:30:00.',
      '2026-10-31T22:30:00.',
    ]);
  });

  test('are fewer where it ends', () => {
    expect(spansOf({ ...nightly, until: at('2026-11-22T12:00:00Z') }, '2026-11-21T12:00:00Z')).toHaveLength(1);
    expect(spansOf(once, '2026-11-21T12:00:00Z')).toHaveLength(1);
    expect(spansOf(once, '2026-11-21T18:00:00Z')).toHaveLength(0);
  });
});

test.each([
  ['scheduled', once, '2026-11-21T13:59:59Z'],
  ['active', once, '2026-11-21T14:00:00Z'],
  ['ended', once, '2026-11-21T18:00:00Z'],
  ['recurring', nightly, '2026-11-21T23:00:00Z'],
  ['ended', { ...nightly, until: at('2026-11-21T00:00:00Z') }, '2026-11-21T12:00:00Z'],
] as const)('is %s', (standing, time, now) => {
  expect(standingOf({ time: time as SilenceTime }, at(now))).toBe(standing);
});

test('what is ended now keeps the time that it held', () => {
  const now = at('2026-11-21T15:00:00Z');
  expect(endedAt(once, now)).toEqual({ ...once, to: now });
  expect(endedAt(nightly, now)).toEqual({ ...nightly, until: now });
  expect(endedAt(once, at('2026-11-21T13:00:00Z'))).toBeUndefined();
});
