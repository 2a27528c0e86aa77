import { describe, expect, it } from 'vitest';
import { step, type Stepped } from '@/lib/alerts/step';
import { groupsOf, heard, nameOf, RULE, START } from '@/lib/alerts/testing/heard';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { RuleState } from '@/lib/model/alert-state';

describe('what is kept', () => {
  const states = ({ state }: Stepped) => state.instances.map(nameOf);

  it('of more groups than the most, the worst', () => {
    const { last } = heard([{ a: 1, b: 1.5, c: 0.5, d: 3 }], { mostGroups: 2, tell: [] });
    expect(states(last)).toEqual(['d warn', 'b ok']);
    expect(last.state.moreGroups).toBe(2);
  });
  it('what was told stays, however many are worse', () => {
    const { all } = heard([{ a: 3 }, { a: 3, b: 9, c: 8 }, { a: 1, b: 9, c: 8 }], { mostGroups: 1 });
    expect(all.map(states)).toEqual([['a warn'], ['a warn'], ['a ok']]);
    expect(all.map(({ state }) => state.moreGroups)).toEqual([0, 2, 2]);
  });
  it('a firing group gives way to a worse one alone, and the history says so', () => {
    const { all } = heard([{ a: 3 }, { a: 3, b: 1 }, { a: 3, b: 9 }], { mostGroups: 1, tell: [] });
    expect(all.map(states)).toEqual([['a warn'], ['a warn'], ['b critical']]);
    expect(all[2]?.changes.map(({ labels, from, to, reason }) => [labels['service'], from, to, reason])).toEqual([
      ['a', 'firing', 'ok', 'Of more than 1 groups only the worst keep a state.'],
      ['b', 'ok', 'firing', undefined],
    ]);
  });
  it('a group that sent nothing for a day is gone, and who was told hears so', () => {
    const { last } = heard([{ api: 6, web: 1 }]);
    const saved = { rule: RULE, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' };
    const later = step(saved, last.state, groupsOf({ web: 1 }), millis(START + 24 * HOUR), { executed: '', took: 1, at: millis(START) });
    expect(states(later)).toEqual(['web ok']);
    expect(later.told?.kind).toBe('resolved');
    expect(later.told?.resolved.map(({ labels, severity, value }) => [labels, severity, value])).toEqual([
      [{ service: 'api' }, 'critical', null],
    ]);
    expect(later.changes[0]?.reason?.replaceAll('\u00a0', ' ')).toBe('The group has sent nothing for 24 h.');
  });
  it('groups of another question are gone', () => {
    const { last } = heard([{ api: 6 }]);
    const saved = { rule: RULE, revision: 2, owner: '', savedAt: millis(0), savedBy: '', note: '' };
    const next = step(saved, last.state, [{ labels: { route: '/a' }, value: 1 }], millis(START + MINUTE), {
      executed: '',
      took: 1,
      at: millis(START),
    });
    expect(next.state.instances.map(({ labels }) => labels)).toEqual([{ route: '/a' }]);
    expect(next.told?.kind).toBe('resolved');
    expect(next.changes[0]?.reason).toBe('The question has other groups now.');
  });
  it('of a changed rule what has the same labels; how long it has been beyond counts anew', () => {
    const lasting: AlertRule['condition'] = { is: 'above', critical: { at: 5, for: millis(2 * MINUTE) } };
    const { last } = heard([{ api: 6 }, { api: 6 }], { condition: lasting });
    const at = (minute: number, revision: number, was: RuleState) =>
      step(
        { rule: { ...RULE, condition: lasting }, revision, owner: '', savedAt: millis(0), savedBy: '', note: '' },
        was,
        groupsOf({ api: 6 }),
        millis(START + minute * MINUTE),
        {
          executed: '',
          took: 1,
          at: millis(START),
        },
      );
    expect(states(at(2, 1, last.state))).toEqual(['api critical']);
    const changed = at(2, 2, last.state);
    expect(states(changed)).toEqual(['api pending']);
    expect(states(at(4, 2, changed.state))).toEqual(['api critical']);
  });
  it('every change, with what ran', () => {
    const { all } = heard([{ api: 1 }, { api: 6 }, { api: 3 }, 'error', 'error', { api: 1 }]);
    expect(
      all.flatMap(({ changes }) =>
        changes.map(({ at, from, fromSeverity, to, severity, value, reason }) => [
          (at - START) / MINUTE,
          from,
          fromSeverity,
          to,
          severity,
          value,
          reason,
        ]),
      ),
    ).toEqual([
      [1, 'ok', undefined, 'firing', 'critical', 6, undefined],
      [2, 'firing', 'critical', 'firing', 'warn', 3, undefined],
      [3, 'ok', undefined, 'error', undefined, null, 'The query failed: No such table.'],
      [5, 'error', undefined, 'ok', undefined, null, 'The query works again.'],
      [5, 'firing', 'warn', 'ok', undefined, 1, undefined],
    ]);
    const ids = all.flatMap(({ changes }) => changes.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(all[1]?.changes[0]).toMatchObject({ ruleId: 'random', executed: 'SELECT 1', took: 3 });
  });
  it('how far it was judged, also where the question failed', () => {
    expect(heard([{ api: 1 }, 'error']).all.map(({ state }) => (state.evaluatedTo - START) / MINUTE)).toEqual([0, 1]);
    expect(heard(['error', 'error']).last.state.error).toEqual({ message: 'No such table.', since: START, told: START });
    expect(heard(['error', { api: 1 }]).last.state.error).toBeUndefined();
  });
});
