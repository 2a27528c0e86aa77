import { describe, expect, it } from 'vitest';
import { firingsOf } from '@/lib/alerts/activity';
import { millis, MINUTE, type Millis } from '@/lib/base/time';
import type { Condition } from '@/lib/model/alert';
import type { Change, Instance } from '@/lib/model/alert-state';

const START = 1_800_000_000_000;
const at = (minute: number): Millis => millis(START + minute * MINUTE);
const minuteOf = (instant: Millis | undefined) => (instant === undefined ? 'now' : (instant - START) / MINUTE);
const ABOVE: { condition: Condition } = {
  condition: { is: 'above', warn: { at: 2, for: millis(0) }, critical: { at: 5, for: millis(0) } },
};
const BELOW: { condition: Condition } = { condition: { is: 'below', critical: { at: 5, for: millis(0) } } };

const change = (minute: number, part: Partial<Change>, group = 'api'): Change => ({
  id: `${group} ${minute}`,
  ruleId: 'errors',
  labels: { service: group },
  at: at(minute),
  from: 'ok',
  to: 'firing',
  severity: 'critical',
  value: null,
  executed: '',
  took: 1,
  ...part,
});
const over = (minute: number, part: Partial<Change> = {}, group = 'api'): Change => {
  const { severity: _, ...rest } = change(minute, { from: 'firing', fromSeverity: 'critical', to: 'ok', ...part }, group);
  return rest;
};
const group = (part: Partial<Instance>): Instance => ({
  labels: { service: 'api' },
  state: 'firing',
  severity: 'critical',
  since: at(5),
  value: 7,
  seenAt: at(9),
  beyond: {},
  ...part,
});
/** `api 5–9 critical 8`: who, from which minute to which, how bad, how far. */
const said = (...asked: Parameters<typeof firingsOf>) =>
  firingsOf(...asked).map(
    ({ labels, from, to, severity, worst }) => `${labels['service']} ${minuteOf(from)}–${minuteOf(to)} ${severity} ${worst}`,
  );

describe('when groups fired', () => {
  it.each<[string, Parameters<typeof firingsOf>, string[]]>([
    [
      'from the change that began it to the one that ended it',
      [ABOVE, [change(5, { value: 6 }), over(9, { value: 1, worst: 8 })], at(0)],
      ['api 5–9 critical 8'],
    ],
    ['in whatever order the changes come', [ABOVE, [over(9, { worst: 8 }), change(5, { value: 6 })], at(0)], ['api 5–9 critical 8']],
    [
      'as bad as it got, as one',
      [
        ABOVE,
        [
          change(5, { severity: 'warn', value: 3 }),
          change(6, { from: 'firing', fromSeverity: 'warn', value: 7, worst: 3 }),
          change(8, { from: 'firing', fromSeverity: 'critical', severity: 'warn', value: 4, worst: 7 }),
          over(9, { fromSeverity: 'warn', value: 1, worst: 7 }),
        ],
        at(0),
      ],
      ['api 5–9 critical 7'],
    ],
    ['from the beginning where it fired before', [ABOVE, [over(3, { worst: 6 })], at(0)], ['api 0–3 critical 6']],
    ['until now where nothing ended it', [ABOVE, [change(5, { value: 6 })], at(0)], ['api 5–now critical 6']],
    [
      'to no data, which is another trouble',
      [ABOVE, [change(5, { value: 6 }), over(9, { to: 'noData', worst: 6 })], at(0)],
      ['api 5–9 critical 6'],
    ],
    ['not while it was pending', [ABOVE, [change(4, { to: 'pending', value: 6 }), over(6, { from: 'pending' })], at(0)], []],
    [
      'each group by itself, the first to fire first',
      [ABOVE, [change(5, {}, 'web'), change(4, {}), over(8, {}, 'web')], at(0)],
      ['api 4–now critical null', 'web 5–8 critical null'],
    ],
    ['twice', [ABOVE, [change(1, {}), over(2), change(5, {}), over(6)], at(0)], ['api 1–2 critical null', 'api 5–6 critical null']],
    [
      'with the lowest as the worst where low is bad',
      [BELOW, [change(5, { value: 4 }), over(9, { value: 6, worst: 1 })], at(0)],
      ['api 5–9 critical 1'],
    ],
    ['with what the group knows, where no change tells of it', [ABOVE, [], at(6), [group({ worst: 9 })]], ['api 5–now critical 9']],
    [
      'from the change, though the group got worse since',
      [
        ABOVE,
        [change(3, { severity: 'warn', value: 3 }), change(5, { from: 'firing', fromSeverity: 'warn', value: 6 })],
        at(0),
        [group({ worst: 9 })],
      ],
      ['api 3–now critical 9'],
    ],
    ['not of groups that are ok', [ABOVE, [], at(0), [group({ state: 'ok' })]], []],
  ])('%s', (_name, asked, expected) => {
    expect(said(...asked)).toEqual(expected);
  });
});
