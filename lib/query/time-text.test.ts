import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { parseTimeText } from '@/lib/query/time-text';
import { resolveWindow } from '@/lib/query/time-window';
import { instantOf, wallTime } from '@/lib/query/zoned-time';

const utc = (text: string) => millis(Date.parse(text));
const NOW = utc('2026-11-21T15:30:00Z');
const between = (from: string, to: string) => ({ from: utc(from), to: utc(to) });

describe('parseTimeText', () => {
  it.each([
    ['last 3h', 'UTC', { last: 10_800_000 }],
    ['15m', 'UTC', { last: 900_000 }],
    ['Last 15 Minutes', 'UTC', { last: 900_000 }],
    ['past hour', 'UTC', { last: 3_600_000 }],
    ['2 weeks', 'UTC', { last: 1_209_600_000 }],
    ['1.5h', 'UTC', { last: 5_400_000 }],
    ['today', 'UTC', between('2026-11-21T00:00:00Z', '2026-11-21T15:30:00Z')],
    ['yesterday', 'UTC', between('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z')],
    ['yesterday', 'Asia/Kathmandu', between('2026-11-19T18:15:00Z', '2026-11-20T18:15:00Z')],
    ['2026-11-21 10:00 to 11:30', 'UTC', between('2026-11-21T10:00:00Z', '2026-11-21T11:30:00Z')],
    ['2026-11-21 10:00 to 11:30', 'America/New_York', between('2026-11-21T15:00:00Z', '2026-11-21T16:30:00Z')],
    ['2026-11-20 22:00 to 2026-11-21 01:00', 'UTC', between('2026-11-20T22:00:00Z', '2026-11-21T01:00:00Z')],
    ['2026-11-01 to 2026-11-03', 'UTC', between('2026-11-01T00:00:00Z', '2026-11-04T00:00:00Z')],
    ['2026-11-19', 'UTC', between('2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z')],
    ['yesterday 10:00 to 24:00', 'UTC', between('2026-11-20T10:00:00Z', '2026-11-21T00:00:00Z')],
    ['10:00 - now', 'UTC', between('2026-11-21T10:00:00Z', '2026-11-21T15:30:00Z')],
    ['2h ago to 1h ago', 'UTC', between('2026-11-21T13:30:00Z', '2026-11-21T14:30:00Z')],
    ['2026-11-21T10:00:00.123Z/2026-11-21T11:00:00Z', 'Asia/Tokyo', between('2026-11-21T10:00:00.123Z', '2026-11-21T11:00:00Z')],
    ['2026-11-21T10:00:00+02:00/2026-11-21T11:00:00+02:00', 'UTC', between('2026-11-21T08:00:00Z', '2026-11-21T09:00:00Z')],
    ['2026-11-21T10:00/2026-11-21T11:00', 'Europe/Paris', between('2026-11-21T09:00:00Z', '2026-11-21T10:00:00Z')],
    // Clocks in Berlin go back on 25 October 2026: the day has 25 hours. On 29 March they go forward: 23 hours.
    ['2026-10-25', 'Europe/Berlin', between('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')],
    ['2026-03-29', 'Europe/Berlin', between('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')],
    ['2026-10-25 01:30 to 03:30', 'Europe/Berlin', between('2026-10-24T23:30:00Z', '2026-10-25T02:30:00Z')],
  ])('%s in %s', (text, zone, expected) => {
    expect(parseTimeText(text, NOW, zone)).toEqual({ ok: true, value: expected });
  });

  it.each(['', 'soon', '2026-13-01', '2026-02-30', '25:00 to 26:00', '11:00 to 10:00', '2026-12-24', 'a/b/c', '0m', '10:61 to 11:00'])(
    'refuses %s with a sentence',
    (text) => {
      const result = parseTimeText(text, NOW, 'UTC');
      expect(result.ok ? result.value : result.error).toMatch(/\.$/);
    },
  );

  it('takes two instants that name their zone, to the millisecond, wherever it is read', () => {
    expect(parseTimeText('2026-11-21T10:00:00.123Z/2026-11-22T00:00:00.000Z', NOW, 'Pacific/Apia')).toEqual({
      ok: true,
      value: between('2026-11-21T10:00:00.123Z', '2026-11-22T00:00:00Z'),
    });
  });
});

it('a moving window ends now', () => {
  expect(resolveWindow({ last: millis(60_000) }, NOW)).toEqual({ from: NOW - 60_000, to: NOW });
});

describe('instantOf', () => {
  const wall = (month: number, day: number, hour: number, minute: number) => ({ year: 2026, month, day, hour, minute, second: 0 });
  it.each([
    ['an hour shown twice is the first one', wall(10, 25, 2, 30), 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['an hour that is skipped moves on', wall(3, 29, 2, 30), 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['half-hour jumps', wall(10, 4, 2, 15), 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
  ])('%s', (_, time, zone, expected) => {
    expect(instantOf(time, zone)).toBe(utc(expected));
  });

  it('shows the skipped hour as the hour after', () => {
    expect(wallTime(instantOf(wall(3, 29, 2, 30), 'Europe/Berlin'), 'Europe/Berlin')).toMatchObject({ hour: 3, minute: 30 });
  });
});
