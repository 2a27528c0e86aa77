import { describe, expect, test } from 'vitest';
import { fail, ok } from '@/lib/base/result';
import { DAY, HOUR, millis, MINUTE } from '@/lib/base/time';
import { draftOf, fieldOf, formOf, instantOfField, isZone, newForm, weeklyOf } from '@/components/alerts/silences/silence-form';

const at = (text: string) => millis(Date.parse(text));
const NOW = at('2026-11-21T14:30:20.500Z');
const PRAGUE = 'Europe/Prague';
const form = { ...newForm(['high-error-rate'], PRAGUE), reason: 'Deploying' };
const nightly = { ...form, repeats: true, days: [6, 1], clock: '23:30', hours: '1', minutes: '15' };

describe('a field for date and time', () => {
  test.each([
    ['winter, an hour ahead of UTC', '2026-11-21T14:30:20Z', '2026-11-21T15:30'],
    ['summer, two hours ahead', '2026-07-01T22:05:00Z', '2026-07-02T00:05'],
  ])('shows an instant in its zone: %s', (_, instant, shown) => {
    expect(fieldOf(at(instant), PRAGUE)).toBe(shown);
  });

  test('means the instant that the clock of its zone shows', () => {
    expect(instantOfField('2026-11-21T15:30', PRAGUE)).toBe(at('2026-11-21T14:30:00Z'));
    expect(instantOfField('2026-07-02T00:05:00', PRAGUE)).toBe(at('2026-07-01T22:05:00Z'));
    expect(instantOfField('', PRAGUE)).toBeUndefined();
    expect(instantOfField('tomorrow', PRAGUE)).toBeUndefined();
  });
});

test.each([
  [PRAGUE, true],
  ['UTC', true],
  ['Atlantis/Capital', false],
  ['', false],
])('a zone: %j is one: %s', (zone, known) => {
  expect(isZone(zone)).toBe(known);
});

describe('a silence that comes once', () => {
  test('begins now, and ends at a whole minute, not earlier than asked for', () => {
    const silence = { rules: ['high-error-rate'], matchers: [], reason: 'Deploying' };
    // 15:30:20.5 is an hour from now; the next whole minute is 15:31
    expect(draftOf(form, NOW, PRAGUE)).toEqual(ok({ ...silence, time: { kind: 'once', from: NOW, to: at('2026-11-21T15:31:00Z') } }));
  });

  test('begins when it is scheduled, and lasts from then', () => {
    const scheduled = draftOf({ ...form, start: '2026-11-22T06:00', length: millis(30 * MINUTE) }, NOW, PRAGUE);
    expect(scheduled).toMatchObject({ value: { time: { from: at('2026-11-22T05:00:00Z'), to: at('2026-11-22T05:30:00Z') } } });
  });

  test.each([
    [
      'an end that has passed',
      { length: undefined, end: '2026-11-21T15:00', began: at('2026-11-21T13:00:00Z') },
      'end',
      'That end has passed.',
    ],
    [
      'an end before its start',
      { start: '2026-11-22T06:00', length: undefined, end: '2026-11-22T05:59' },
      'end',
      'It must end after it begins.',
    ],
    ['no end', { length: undefined, end: '' }, 'end', 'Give the day and the time at which it ends.'],
    ['half a start', { start: '2026-11-22' }, 'start', 'Give the day and the time at which it begins.'],
    ['no reason', { reason: '  ' }, 'reason', 'Say why, for whoever finds it.'],
    ['a value without a label', { matchers: [{ label: ' ', op: 'eq' as const, value: 'a' }] }, 'matchers', 'Say which label.'],
    ['half an expression', { matchers: [{ label: 'a', op: 'matches' as const, value: '(' }] }, 'matchers', '“(” is no regular expression.'],
  ])('is refused with %s', (_, change, field, message) => {
    expect(draftOf({ ...form, ...change }, NOW, PRAGUE)).toEqual(fail({ field, message }));
  });

  test('a row that nobody filled in is no matcher', () => {
    const rows = [
      { label: '', op: 'eq' as const, value: '' },
      { label: ' env ', op: 'neq' as const, value: '' },
    ];
    expect(draftOf({ ...form, matchers: rows }, NOW, PRAGUE)).toMatchObject({
      value: { matchers: [{ label: 'env', op: 'neq', value: '' }] },
    });
  });

  test('that has begun keeps its beginning to the millisecond when its end is moved', () => {
    const time = { kind: 'once' as const, from: millis(NOW - HOUR), to: at('2026-11-21T15:00:00Z') };
    const shown = formOf({ rules: [], matchers: [], reason: 'Moving', time }, NOW, PRAGUE);
    expect(shown).toMatchObject({ start: '', end: '2026-11-21T16:00', length: undefined });
    expect(draftOf({ ...shown, end: '2026-11-21T17:00' }, NOW, PRAGUE)).toMatchObject({
      value: { time: { from: NOW - HOUR, to: at('2026-11-21T16:00:00Z') } },
    });
  });
});

describe('a maintenance window', () => {
  test('is its days in order, a time of day, and a length in minutes', () => {
    expect(weeklyOf(nightly)).toEqual(ok({ kind: 'weekly', days: [1, 6], start: '23:30', minutes: 75, zone: PRAGUE }));
  });

  test('is read back into the fields that it came from', () => {
    const until = at('2027-01-01T00:00:00Z');
    const time = { kind: 'weekly' as const, days: [1, 6], start: '23:30', minutes: 75, zone: 'America/New_York', until };
    const shown = formOf({ rules: [], matchers: [], reason: 'Backups', time }, NOW, PRAGUE);
    // New York is five hours behind UTC in winter
    expect(shown).toMatchObject({ repeats: true, hours: '1', minutes: '15', until: '2026-12-31T19:00', zone: 'America/New_York' });
    expect(weeklyOf(shown)).toEqual(ok(time));
  });

  test.each([
    ['no day', { days: [] }, 'days'],
    ['no time of day', { clock: '' }, 'clock'],
    ['no length', { hours: '0', minutes: '0' }, 'length'],
    ['half a minute', { hours: '0', minutes: '0.5' }, 'length'],
    ['more than a week', { hours: '168', minutes: '1' }, 'length'],
    ['an unknown zone', { zone: 'Mars/Olympus' }, 'zone'],
    ['half an end', { until: '2026' }, 'until'],
  ])('is refused with %s', (_, change, field) => {
    expect(weeklyOf({ ...nightly, ...change })).toMatchObject({ ok: false, error: { field } });
  });

  test('may last a whole week', () => {
    expect(weeklyOf({ ...nightly, hours: String((7 * DAY) / HOUR), minutes: '0' })).toMatchObject({ value: { minutes: 10_080 } });
  });
});
