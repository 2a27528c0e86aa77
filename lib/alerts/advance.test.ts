import { describe, expect, it } from 'vitest';
import { advance } from '@/lib/alerts/advance';
import { step, type Ran } from '@/lib/alerts/step';
import { heardBy, toldChannels } from '@/lib/alerts/told';
import { dice, pick, randomJudging, whole } from '@/lib/alerts/testing/random-rules';
import { modelled, type Modelled } from '@/lib/alerts/testing/slow-model';
import { HOUR, millis, MINUTE, type Millis } from '@/lib/base/time';
import type { AlertRule, Condition } from '@/lib/model/alert';
import type { Instance, RuleState } from '@/lib/model/alert-state';

const START = 1_800_000_000_000;
const minutes = (count: number) => millis(count * MINUTE);
const BASE: AlertRule = { ...randomJudging(dice(1), MINUTE), over: minutes(5), keepFiring: minutes(0), noData: 'keep', mostGroups: 100 };
const above = (warn: number | undefined, critical: number | undefined, more: { for?: number; recover?: number } = {}): Condition => ({
  is: 'above',
  ...(warn === undefined ? {} : { warn: { at: warn, for: minutes(more.for ?? 0) } }),
  ...(critical === undefined ? {} : { critical: { at: critical, for: minutes(more.for ?? 0) } }),
  ...(more.recover === undefined ? {} : { recover: more.recover }),
});

/** `critical 3`: firing as critical since minute 3. */
function said(group: Instance | undefined): string {
  if (!group) return '–';
  const name = group.state === 'firing' ? group.severity : group.severity ? `${group.state} ${group.severity}` : group.state;
  return `${name} ${(group.since - START) / MINUTE}`;
}

/** What a group becomes over a value a minute, from minute 0 on. */
function over(rule: Partial<AlertRule>, values: readonly (number | null)[]): string[] {
  let group: Instance | undefined;
  return values.map((value, index) => {
    group = advance({ ...BASE, ...rule }, group, { service: 'api' }, value, millis(START + index * MINUTE));
    return said(group);
  });
}

describe('a group, window by window', () => {
  it.each<[string, Partial<AlertRule>, (number | null)[], string[]]>([
    ['stays ok on the bound itself', { condition: above(2, 5) }, [1, 2], ['ok 0', 'ok 0']],
    [
      'fires at once where it need not last',
      { condition: above(2, 5) },
      [1, 3, 6, 3, 1],
      ['ok 0', 'warn 1', 'critical 2', 'warn 3', 'ok 4'],
    ],
    ['fires once it has lasted', { condition: above(2, undefined, { for: 2 }) }, [3, 3, 3], ['pending warn 0', 'pending warn 0', 'warn 2']],
    [
      'begins to wait anew after a break',
      { condition: above(2, undefined, { for: 2 }) },
      [3, 3, 1, 3, 3, 3],
      ['pending warn 0', 'pending warn 0', 'ok 2', 'pending warn 3', 'pending warn 3', 'warn 5'],
    ],
    [
      'waits for the level that comes first',
      { condition: { is: 'above', warn: { at: 2, for: minutes(3) }, critical: { at: 5, for: minutes(1) } } },
      [3, 6, 6, 3, 1],
      ['pending warn 0', 'pending critical 1', 'critical 2', 'warn 3', 'ok 4'],
    ],
    [
      'fires as a warning while critical has yet to last',
      { condition: { is: 'above', warn: { at: 2, for: minutes(0) }, critical: { at: 5, for: minutes(2) } } },
      [6, 6, 6],
      ['warn 0', 'warn 0', 'critical 2'],
    ],
    ['is over only below the bound to recover at', { condition: above(2, 5, { recover: 1 }) }, [3, 1.5, 1], ['warn 0', 'warn 0', 'ok 2']],
    [
      'stays as bad as it was between the bounds',
      { condition: above(2, 5, { recover: 1 }) },
      [6, 1.5, 1],
      ['critical 0', 'critical 0', 'ok 2'],
    ],
    [
      'a bound to recover at that is beyond the level changes nothing',
      { condition: above(2, undefined, { recover: 9 }) },
      [3, 2.5, 2],
      ['warn 0', 'warn 0', 'ok 2'],
    ],
    [
      'is over once it was back for long enough',
      { condition: above(2, 5), keepFiring: minutes(2) },
      [6, 1, 1, 1],
      ['critical 0', 'critical 0', 'critical 0', 'ok 3'],
    ],
    [
      'begins to be back anew',
      { condition: above(2, 5), keepFiring: minutes(2) },
      [3, 1, 3, 1, 1, 1],
      ['warn 0', 'warn 0', 'warn 0', 'warn 0', 'warn 0', 'ok 5'],
    ],
    [
      'without a warning stays critical until it is back',
      { condition: above(undefined, 5, { recover: 2 }) },
      [6, 3, 2],
      ['critical 0', 'critical 0', 'ok 2'],
    ],
    [
      'below',
      { condition: { is: 'below', warn: { at: 5, for: minutes(0) }, critical: { at: 2, for: minutes(0) }, recover: 6 } },
      [5, 4, 1, 5.5, 6],
      ['ok 0', 'warn 1', 'critical 2', 'critical 2', 'ok 4'],
    ],
    [
      'outside, on both sides',
      {
        condition: {
          is: 'outside',
          warn: { at: { low: 10, high: 20 }, for: minutes(0) },
          critical: { at: { low: 5, high: 25 }, for: minutes(0) },
        },
      },
      [10, 9, 4, 20, 21, 26, 15],
      ['ok 0', 'warn 1', 'critical 2', 'ok 3', 'warn 4', 'critical 5', 'ok 6'],
    ],
    [
      'outside, back within a narrower band',
      { condition: { is: 'outside', warn: { at: { low: 10, high: 20 }, for: minutes(0) }, recover: { low: 12, high: 18 } } },
      [9, 11, 12],
      ['warn 0', 'warn 0', 'ok 2'],
    ],
    [
      'a rise',
      { condition: { is: 'change', against: 'day', direction: 'up', warn: { at: 0.5, for: minutes(0) } } },
      [-0.9, 0.5, 0.6],
      ['ok 0', 'ok 0', 'warn 2'],
    ],
    [
      'a fall',
      { condition: { is: 'change', against: 'week', direction: 'down', warn: { at: 0.5, for: minutes(0) } } },
      [0.9, -0.5, -0.6],
      ['ok 0', 'ok 0', 'warn 2'],
    ],
    [
      'a change either way',
      { condition: { is: 'change', against: 'week', direction: 'either', critical: { at: 0.5, for: minutes(0) } } },
      [0.6, 0, -0.6],
      ['critical 0', 'ok 1', 'critical 2'],
    ],
    ['without a level never fires', { condition: { is: 'above' } }, [1e9], ['ok 0']],
    ['no value: it stays as it was', { condition: above(2, 5) }, [3, null, null, 1], ['warn 0', 'warn 0', 'warn 0', 'ok 3']],
    [
      'no value does not break a wait',
      { condition: above(2, undefined, { for: 2 }) },
      [3, null, 3],
      ['pending warn 0', 'pending warn 0', 'warn 2'],
    ],
    ['no value, which is fine', { condition: above(2, 5), noData: 'ok' }, [3, null], ['warn 0', 'ok 1']],
    [
      'no value, which is fine after a while',
      { condition: above(2, 5), noData: 'ok', keepFiring: minutes(1) },
      [3, null, null],
      ['warn 0', 'warn 0', 'ok 2'],
    ],
    [
      'no value, which is as bad as it gets',
      { condition: above(2, 5, { for: 1 }), noData: 'fire' },
      [1, null, null, 1],
      ['ok 0', 'pending critical 1', 'critical 2', 'ok 3'],
    ],
    [
      'no value, which is a state of its own',
      { condition: above(2, 5), noData: 'noData' },
      [3, null, null, 3, null, 1],
      ['warn 0', 'noData 1', 'noData 1', 'warn 3', 'noData 4', 'ok 5'],
    ],
    ['a new group without a value is nothing', { condition: above(2, 5), noData: 'noData' }, [null], ['–']],
    ['what is no number is no value', { condition: above(2, 5), noData: 'noData' }, [3, NaN, Infinity], ['warn 0', 'noData 1', 'noData 1']],
  ])('%s', (_name, rule, values, expected) => expect(over(rule, values)).toEqual(expected));

  it('is forgotten after a day without a value, or ten of its windows', () => {
    const rule = { ...BASE, condition: above(2, 5) };
    const group = advance(rule, undefined, { service: 'api' }, 3, millis(START));
    const later = (hours: number, over = rule.over) =>
      advance({ ...rule, over }, group, { service: 'api' }, null, millis(START + hours * HOUR));
    expect(later(23.9)?.state).toBe('firing');
    expect(later(24)).toBeUndefined();
    expect(later(24, millis(3 * HOUR))?.state).toBe('firing');
    expect(later(30, millis(3 * HOUR))).toBeUndefined();
  });

  it('is never forgotten where the question has no groups', () => {
    const rule: AlertRule = { ...BASE, condition: above(2, 5), noData: 'noData' };
    const group = advance(rule, undefined, {}, 3, millis(START));
    expect(advance(rule, group, {}, null, millis(START + 1_000 * HOUR))?.state).toBe('noData');
  });

  it('remembers the furthest value of its firing', () => {
    const worst = (condition: Condition, values: (number | null)[]) => {
      let group: Instance | undefined;
      for (const [index, value] of values.entries())
        group = advance({ ...BASE, condition }, group, { a: 'b' }, value, millis(START + index * MINUTE));
      return group?.worst;
    };
    expect(worst(above(2, 5, { recover: 0 }), [99, -1, 3, 7, null, 1])).toBe(7);
    expect(worst({ is: 'below', warn: { at: 5, for: minutes(0) } }, [4, 1, 3])).toBe(1);
    expect(worst({ is: 'outside', warn: { at: { low: 10, high: 20 }, for: minutes(0) } }, [22, 7, 21])).toBe(7);
    expect(worst(above(2, 5), [7, 1])).toBeUndefined();
  });
});

const RAN: Ran = { executed: '', took: 1, at: millis(START) };

/** What `step` makes of one group's values. */
function stepped(rule: AlertRule, ends: readonly Millis[], values: readonly (number | null)[]): (Modelled | undefined)[] {
  let state: RuleState | undefined;
  return values.map((value, index) => {
    const at = ends[index] ?? millis(0);
    const labels = { service: 'api' };
    const found = value === null ? [] : [{ labels, value }];
    const next = step({ rule, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' }, state, found, at, RAN);
    state = next.state;
    const group = state.instances.find((each) => 'service' in each.labels);
    if (!group || group.state === 'error') return undefined;
    const { state: name, severity, since, worst } = group;
    // before the group came, and where it was forgotten, the rule as a whole can be without data: that is not about the group
    const told = next.told && { ...next.told, resolved: next.told.resolved.filter((each) => 'service' in each.labels) };
    const kinds = told ? toldChannels(rule).map((channel) => heardBy(rule, told, channel)?.kind) : [];
    const says = (['firing', 'repeat', 'resolved'] as const).find((kind) => kinds.includes(kind));
    return { state: name, ...(severity ? { severity } : {}), since, ...(worst === undefined ? {} : { worst }), ...(says ? { says } : {}) };
  });
}

function inOrder(each: Modelled | undefined) {
  return each && Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

describe('a slow model that looks at the whole history', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => [seed]))('agrees on 100 random rules and series, seed %s', (seed) => {
    const roll = dice(1_000 + seed);
    let windows = 0;
    for (let round = 0; round < 100; round++) {
      const every = pick(roll, [MINUTE, HOUR]);
      const rule: AlertRule = randomJudging(roll, every);
      const gaps = pick(roll, [0, 0.1, 0.4]);
      let level = 4;
      const values: (number | null)[] = [];
      while (values.length < 60) {
        if (roll() < 0.01) values.push(...Array.from({ length: 30 }, () => null));
        // wanders, so that stretches on one side of a bound are neither always short nor always long
        level = Math.max(-2, Math.min(10, level + whole(roll, -2, 2)));
        values.push(roll() < gaps ? null : level);
      }
      const ends = values.map((_, index) => millis(START + index * every));
      const model = modelled(rule, ends, values);
      const real = stepped(rule, ends, values);
      const differs = model.findIndex((each, index) => JSON.stringify(inOrder(each)) !== JSON.stringify(inOrder(real[index])));
      if (differs !== -1)
        expect({ rule, values: values.slice(0, differs + 1), is: real[differs] }).toEqual({ rule, values: [], is: model[differs] });
      windows += model.filter((each) => each !== undefined).length;
    }
    expect(windows).toBeGreaterThan(4_000);
  });
});

describe('a window of too few records', () => {
  const rule = { ...BASE, condition: above(2, 5), noData: 'fire' as const };
  const at = (minute: number) => millis(START + minute * MINUTE);
  const few = (group: Instance | undefined, minute: number) => advance(rule, group, { service: 'api' }, null, at(minute), true);

  it('is fine, whatever it is to have no value, and ends what fires', () => {
    const fires = advance(rule, undefined, { service: 'api' }, 9, at(0));
    expect(said(fires)).toBe('critical 0');
    const quiet = few(fires, 1);
    expect(quiet).toMatchObject({ state: 'ok', since: at(1), value: null, few: true, seenAt: at(1) });
    expect(said(few(undefined, 0))).toBe('ok 0');
    // none at all is another thing, and a value takes the mark away
    expect(said(advance(rule, quiet, { service: 'api' }, null, at(2)))).toBe('critical 2');
    expect(advance(rule, quiet, { service: 'api' }, 1, at(2))).not.toHaveProperty('few');
  });

  it('keeps a group from being forgotten', () => {
    let group = few(undefined, 0);
    for (let hour = 1; hour <= 48; hour++) group = few(group, hour * 60);
    expect(said(group)).toBe('ok 0');
  });

  it('goes from what was found to the group', () => {
    const saved = { rule: { ...rule, tell: [] }, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' };
    const ran: Ran = { executed: '', took: 0, at: millis(0) };
    const labels = { service: 'api' };
    const first = step(saved, undefined, [{ labels, value: 9 }], at(0), ran);
    const second = step(saved, first.state, [{ labels, value: null }], at(1), ran);
    expect(second.state.instances).toMatchObject([{ state: 'ok', few: true }]);
    expect(second.changes).toMatchObject([{ from: 'firing', to: 'ok', value: null }]);
  });
});
