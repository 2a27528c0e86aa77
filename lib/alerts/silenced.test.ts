import { describe, expect, it } from 'vitest';
import { activeSpan, concerns, nextSpan, silencedBy, type Span } from '@/lib/alerts/silenced';
import { dice, randomJudging } from '@/lib/alerts/testing/random-rules';
import { DAY, HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Matcher, Silence, SilenceTime } from '@/lib/model/alert-silence';

const utc = (text: string) => millis(Date.parse(`${text}:00Z`));
const shown = (span: Span | undefined) => span && [span.from, span.to].map((at) => new Date(at).toISOString().slice(0, 16));
const weekly = (part: Partial<Extract<SilenceTime, { kind: 'weekly' }>>): SilenceTime => ({
  kind: 'weekly',
  days: [7],
  start: '02:30',
  minutes: 60,
  zone: 'Europe/Berlin',
  ...part,
});

describe('once', () => {
  const time: SilenceTime = { kind: 'once', from: utc('2026-11-21T10:00'), to: utc('2026-11-21T11:00') };
  it.each([
    ['2026-11-21T09:59', undefined, 'next'],
    ['2026-11-21T10:00', 'active', undefined],
    ['2026-11-21T10:59', 'active', undefined],
    ['2026-11-21T11:00', undefined, undefined],
  ])('at %s: %s, %s', (at, active, next) => {
    expect(activeSpan(time, utc(at)) && 'active').toBe(active);
    expect(nextSpan(time, utc(at)) && 'next').toBe(next);
  });
});

// Berlin: on Sunday 2026-03-29 the clock goes from 02:00 (+1) to 03:00 (+2) at 01:00 UTC; on Sunday 2026-10-25 from 03:00 (+2) back
// to 02:00 (+1), at 01:00 UTC. New York: on Sunday 2026-11-01 from 02:00 (−4) back to 01:00 (−5), at 06:00 UTC.
describe('weekly, where the clock changes', () => {
  it.each<[string, SilenceTime, string, [string, string] | undefined]>([
    ['an hour that is not skipped', weekly({}), '2026-03-22T01:45', ['2026-03-22T01:30', '2026-03-22T02:30']],
    ['begins in the hour that is skipped: as much after it', weekly({}), '2026-03-29T01:45', ['2026-03-29T01:30', '2026-03-29T02:30']],
    ['not before it', weekly({}), '2026-03-29T01:29', undefined],
    ['begins where the hour is skipped', weekly({ start: '02:00' }), '2026-03-29T01:00', ['2026-03-29T01:00', '2026-03-29T02:00']],
    [
      'spans the hour that is skipped: lasts as long as ever',
      weekly({ start: '01:30', minutes: 120 }),
      '2026-03-29T02:15',
      ['2026-03-29T00:30', '2026-03-29T02:30'],
    ],
    ['begins in the hour that comes twice: at the first', weekly({}), '2026-10-25T00:45', ['2026-10-25T00:30', '2026-10-25T01:30']],
    ['not again at the second', weekly({ minutes: 30 }), '2026-10-25T01:45', undefined],
    [
      'spans the hour that comes twice',
      weekly({ start: '01:00', minutes: 240 }),
      '2026-10-25T02:59',
      ['2026-10-24T23:00', '2026-10-25T03:00'],
    ],
    [
      'spans midnight into the change',
      weekly({ days: [6], start: '23:00', minutes: 300 }),
      '2026-10-25T01:30',
      ['2026-10-24T21:00', '2026-10-25T02:00'],
    ],
    [
      'west of Greenwich',
      weekly({ start: '01:30', zone: 'America/New_York' }),
      '2026-11-01T05:45',
      ['2026-11-01T05:30', '2026-11-01T06:30'],
    ],
    [
      'a zone with half hours',
      weekly({ days: [1], start: '00:15', zone: 'Asia/Kolkata' }),
      '2026-11-22T19:00',
      ['2026-11-22T18:45', '2026-11-22T19:45'],
    ],
  ])('%s', (_name, time, at, expected) => expect(shown(activeSpan(time, utc(at)))).toEqual(expected));
});

describe('weekly', () => {
  it.each<[string, SilenceTime, string, [string, string] | undefined, [string, string] | undefined]>([
    [
      'spans midnight',
      weekly({ days: [5], start: '23:30', minutes: 90, zone: 'UTC' }),
      '2026-11-21T00:30',
      ['2026-11-20T23:30', '2026-11-21T01:00'],
      ['2026-11-27T23:30', '2026-11-28T01:00'],
    ],
    [
      'its end is out',
      weekly({ days: [5], start: '23:30', minutes: 90, zone: 'UTC' }),
      '2026-11-21T01:00',
      undefined,
      ['2026-11-27T23:30', '2026-11-28T01:00'],
    ],
    [
      'the day is the zone’s: Monday in Auckland is Sunday here',
      weekly({ days: [1], start: '01:00', zone: 'Pacific/Auckland' }),
      '2026-11-22T12:30',
      ['2026-11-22T12:00', '2026-11-22T13:00'],
      ['2026-11-29T12:00', '2026-11-29T13:00'],
    ],
    [
      'several days',
      weekly({ days: [1, 3], start: '06:00', zone: 'UTC' }),
      '2026-11-23T07:00',
      undefined,
      ['2026-11-25T06:00', '2026-11-25T07:00'],
    ],
    [
      'days that touch are one',
      weekly({ days: [6, 7], start: '00:00', minutes: 1_440, zone: 'UTC' }),
      '2026-11-22T12:00',
      ['2026-11-21T00:00', '2026-11-23T00:00'],
      ['2026-11-28T00:00', '2026-11-30T00:00'],
    ],
    [
      'until its end, which cuts it',
      weekly({ days: [7], start: '06:00', minutes: 120, zone: 'UTC', until: utc('2026-11-22T07:00') }),
      '2026-11-22T06:30',
      ['2026-11-22T06:00', '2026-11-22T07:00'],
      undefined,
    ],
    [
      'not after its end',
      weekly({ days: [7], start: '06:00', zone: 'UTC', until: utc('2026-11-22T06:00') }),
      '2026-11-20T06:30',
      undefined,
      undefined,
    ],
  ])('%s', (_name, time, at, active, next) => {
    expect(shown(activeSpan(time, utc(at)))).toEqual(active);
    expect(shown(nextSpan(time, utc(at)))).toEqual(next);
  });

  it('holds for its minutes of every week of a year, whatever the clock does', () => {
    const time = weekly({ days: [3, 7], start: '02:30', minutes: 90 });
    let held = 0;
    for (let at = utc('2026-01-01T00:00') as number; at < utc('2027-01-01T00:00'); at += 30 * MINUTE)
      if (activeSpan(time, millis(at))) held++;
    // 52 Wednesdays and 52 Sundays, three half hours each
    expect(held).toBe(104 * 3);
  });
});

const RULE: AlertRule = { ...randomJudging(dice(1), MINUTE), id: 'high-error-rate', labels: { team: 'search', tier: '1' } };
const GROUP = { 'service.name': 'api', tier: '2' };
const silence = (matchers: Matcher[], part: Partial<Silence> = {}): Silence => ({
  id: 'one',
  owner: '',
  createdAt: millis(0),
  reason: 'Maintenance',
  matchers,
  rules: [],
  time: { kind: 'once', from: millis(0), to: DAY },
  ...part,
});

describe('whom it concerns', () => {
  it.each<[string, Matcher[], string[], boolean]>([
    ['everybody', [], [], true],
    ['its rules', [], ['other', 'high-error-rate'], true],
    ['no other rule', [], ['other'], false],
    ['a label of the group', [{ label: 'service.name', op: 'eq', value: 'api' }], [], true],
    ['another value', [{ label: 'service.name', op: 'eq', value: 'web' }], [], false],
    ['a label of the rule', [{ label: 'team', op: 'eq', value: 'search' }], [], true],
    ['the group says more than its rule', [{ label: 'tier', op: 'eq', value: '1' }], [], false],
    ['the rule by its id', [{ label: 'rule', op: 'eq', value: 'high-error-rate' }], [], true],
    ['what is not so', [{ label: 'service.name', op: 'neq', value: 'web' }], [], true],
    ['a missing label is not equal', [{ label: 'region', op: 'neq', value: 'eu' }], [], true],
    ['a missing label is empty', [{ label: 'region', op: 'eq', value: '' }], [], true],
    ['a label that every object has is missing, too', [{ label: 'constructor', op: 'matches', value: '.+' }], [], false],
    ['a pattern of the whole value', [{ label: 'service.name', op: 'matches', value: 'a|api' }], [], true],
    ['not of a part', [{ label: 'service.name', op: 'matches', value: 'ap' }], [], false],
    ['a pattern that cannot be followed', [{ label: 'service.name', op: 'matches', value: '(?=api)api' }], [], false],
    ['a pattern that is none', [{ label: 'service.name', op: 'matches', value: '(' }], [], false],
    [
      'all matchers',
      [
        { label: 'team', op: 'eq', value: 'search' },
        { label: 'service.name', op: 'eq', value: 'web' },
      ],
      [],
      false,
    ],
  ])('%s', (_name, matchers, rules, expected) => {
    expect(concerns(silence(matchers, { rules }), RULE, GROUP)).toBe(expected);
    expect(silencedBy(RULE, GROUP, [silence(matchers, { rules })], HOUR) !== undefined).toBe(expected);
  });

  it('of several the one that holds longest', () => {
    const short = silence([], { id: 'short', time: { kind: 'once', from: millis(0), to: millis(2 * HOUR) } });
    const long = silence([], { id: 'long' });
    const later = silence([], { id: 'later', time: { kind: 'once', from: DAY, to: millis(9 * DAY) } });
    expect(silencedBy(RULE, GROUP, [short, long, later], HOUR)?.id).toBe('long');
    expect(silencedBy(RULE, GROUP, [short], millis(2 * HOUR))).toBeUndefined();
  });
});
