import { describe, expect, it } from 'vitest';
import { failed, step, type GroupValue, type IsHeld, type Stepped } from '@/lib/alerts/step';
import { dice, randomJudging } from '@/lib/alerts/testing/random-rules';
import { heardBy } from '@/lib/alerts/told';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertLabels, Instance, RuleState } from '@/lib/model/alert-state';

const START = 1_800_000_000_000;
const RULE: AlertRule = {
  ...randomJudging(dice(1), MINUTE),
  condition: { is: 'above', warn: { at: 2, for: millis(0) }, critical: { at: 5, for: millis(0) } },
  over: millis(5 * MINUTE),
  keepFiring: millis(0),
  noData: 'keep',
  repeat: millis(10 * MINUTE),
  mostGroups: 100,
  tell: [
    { channel: 'slack', of: ['warn', 'critical', 'noData', 'error'] },
    { channel: 'pager', of: ['critical'] },
  ],
};

/** Values by group: `{ api: 3 }`. */
type Values = Readonly<Record<string, number | null>>;
/** `error`: the question fails. */
type Window = Values | 'error';

const groupsOf = (values: Values): GroupValue[] => Object.entries(values).map(([service, value]) => ({ labels: { service }, value }));
const nameOf = (group: Instance) => {
  const state = group.state === 'firing' ? group.severity : group.state;
  return `${group.labels['service'] ?? 'all'} ${state}`;
};

interface Heard {
  /** Of each window: what each channel hears, such as `slack firing [api critical] over []`. */
  readonly said: string[][];
  readonly last: Stepped;
  readonly all: Stepped[];
}

function heard(
  windows: readonly Window[],
  rule: Partial<AlertRule> = {},
  held?: (minute: number, labels: AlertLabels) => boolean,
  was?: RuleState,
): Heard {
  const whole = { ...RULE, ...rule };
  const saved = { rule: whole, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' };
  let state = was;
  const all: Stepped[] = [];
  const said = windows.map((window, minute) => {
    const at = millis(START + minute * MINUTE);
    const ran = { executed: 'SELECT 1', took: 3, at: millis(at + 500) };
    const isHeld: IsHeld = (labels) => held?.(minute, labels) ?? false;
    const next =
      window === 'error' ? failed(saved, state, 'No such table.', at, ran, isHeld) : step(saved, state, groupsOf(window), at, ran, isHeld);
    state = next.state;
    all.push(next);
    return ['slack', 'pager'].flatMap((channel) => {
      const what = next.told && heardBy(whole, next.told, channel);
      if (!what) return [];
      const error = what.error ? ' error' : what.mended ? ' mended' : '';
      const over = what.resolved.length > 0 ? ` over [${what.resolved.map((group) => group.labels['service'] ?? 'all').join(', ')}]` : '';
      return [`${channel} ${what.kind} [${what.firing.map(nameOf).join(', ')}]${over}${error}`];
    });
  });
  const last = all.at(-1);
  if (!last) throw new Error('no window');
  return { said, last, all };
}

describe('who is told of what', () => {
  it.each<[string, Partial<AlertRule>, Window[], string[][]]>([
    ['nothing while it is fine', {}, [{ api: 1 }, { api: 2 }], [[], []]],
    [
      'once, and that it is over',
      {},
      [{ api: 3 }, { api: 3 }, { api: 1 }, { api: 1 }],
      [['slack firing [api warn]'], [], ['slack resolved [] over [api]'], []],
    ],
    [
      'again when it gets worse, not when it gets better',
      {},
      [{ api: 3 }, { api: 6 }, { api: 3 }, { api: 6 }, { api: 1 }],
      [
        ['slack firing [api warn]'],
        ['slack firing [api critical]', 'pager firing [api critical]'],
        [],
        [],
        ['slack resolved [] over [api]', 'pager resolved [] over [api]'],
      ],
    ],
    [
      'all that fires in one message; the pager of what is critical alone',
      {},
      [
        { api: 3, web: 6, jobs: 1 },
        { api: 6, web: 6, jobs: 3 },
        { api: 1, web: 6, jobs: 3 },
      ],
      [
        ['slack firing [web critical, api warn]', 'pager firing [web critical]'],
        ['slack firing [api critical, web critical, jobs warn]', 'pager firing [api critical, web critical]'],
        ['slack repeat [web critical, jobs warn] over [api]', 'pager repeat [web critical] over [api]'],
      ],
    ],
    [
      'again after a while, with what it is by then; who was told it is critical hears so, too',
      { repeat: millis(2 * MINUTE) },
      [{ api: 6 }, { api: 3 }, { api: 3 }, { api: 3 }, { api: 6 }],
      [
        ['slack firing [api critical]', 'pager firing [api critical]'],
        [],
        ['slack repeat [api warn]', 'pager repeat [api warn]'],
        [],
        ['slack firing [api critical]', 'pager firing [api critical]'],
      ],
    ],
    [
      'once alone where it is not to be repeated',
      { repeat: millis(0) },
      [{ api: 6 }, ...Array.from({ length: 5 }, () => ({ api: 6 }))],
      [['slack firing [api critical]', 'pager firing [api critical]'], [], [], [], [], []],
    ],
    [
      'groups that fired at several times are repeated together',
      { repeat: millis(3 * MINUTE), tell: [{ channel: 'slack', of: ['warn', 'critical'] }] },
      [{ api: 3 }, { api: 3, web: 3 }, { api: 3, web: 3 }, { api: 3, web: 3 }, { api: 3, web: 3 }, { api: 3, web: 3 }, { api: 3, web: 3 }],
      [['slack firing [api warn]'], ['slack firing [api warn, web warn]'], [], [], ['slack repeat [api warn, web warn]'], [], []],
    ],
    ['nobody where nobody listens', { tell: [{ channel: 'pager', of: ['critical'] }] }, [{ api: 3 }, { api: 1 }], [[], []]],
    [
      'of no data',
      { noData: 'noData' },
      [{ api: 1 }, {}, {}, { api: 1 }],
      [[], ['slack firing [api noData]'], [], ['slack resolved [] over [api]']],
    ],
    [
      'of no data where it fired; the pager hears when it is over',
      { noData: 'noData' },
      [{ api: 6 }, {}, { api: 1 }],
      [
        ['slack firing [api critical]', 'pager firing [api critical]'],
        ['slack firing [api noData]'],
        ['slack resolved [] over [api]', 'pager resolved [] over [api]'],
      ],
    ],
    [
      'of a rule that finds nothing at all',
      { noData: 'noData' },
      [{}, {}, { api: 1 }],
      [['slack firing [all noData]'], [], ['slack resolved [] over [all]']],
    ],
    [
      'of a rule that finds nothing at all, which is bad',
      { noData: 'fire' },
      [{}, { api: 1 }],
      [
        ['slack firing [all critical]', 'pager firing [all critical]'],
        ['slack resolved [] over [all]', 'pager resolved [] over [all]'],
      ],
    ],
    ['of a rule that finds nothing, which is fine', { noData: 'ok' }, [{}, {}], [[], []]],
    [
      'of a query that fails, once, and that it works again',
      {},
      ['error', 'error', { api: 1 }, { api: 1 }],
      [['slack firing [] error'], [], ['slack resolved [] mended'], []],
    ],
    [
      'a query that fails changes nothing else',
      {},
      [{ api: 6 }, 'error', { api: 6 }, { api: 1 }],
      [
        ['slack firing [api critical]', 'pager firing [api critical]'],
        ['slack firing [] error'],
        ['slack repeat [api critical] mended'],
        ['slack resolved [] over [api]', 'pager resolved [] over [api]'],
      ],
    ],
  ])('%s', (_name, rule, windows, expected) => expect(heard(windows, rule).said).toEqual(expected));
});

describe('a silence', () => {
  const silent = (from: number, to: number) => (minute: number) => minute >= from && minute < to;

  it('holds back what begins in it, and says it once it ends where it is still true', () => {
    const { said, all } = heard([{ api: 6 }, { api: 6 }, { api: 6 }], {}, silent(0, 2));
    expect(said).toEqual([[], [], ['slack firing [api critical]', 'pager firing [api critical]']]);
    expect(all.map(({ held }) => held?.firing.map(nameOf))).toEqual([['api critical'], undefined, undefined]);
  });
  it('says nothing of what began and ended in it', () =>
    expect(heard([{ api: 6 }, { api: 1 }, { api: 1 }], {}, silent(0, 2)).said).toEqual([[], [], []]));
  it('holds back that it is over, and makes up for it', () => {
    expect(heard([{ api: 3 }, { api: 3 }, { api: 1 }, { api: 1 }], {}, silent(1, 3)).said).toEqual([
      ['slack firing [api warn]'],
      [],
      [],
      ['slack resolved [] over [api]'],
    ]);
  });
  it('holds back repeats', () => {
    const { said } = heard([{ api: 3 }, { api: 3 }, { api: 3 }, { api: 3 }], { repeat: millis(MINUTE) }, silent(1, 3));
    expect(said).toEqual([['slack firing [api warn]'], [], [], ['slack repeat [api warn]']]);
  });
  it('of one group leaves the others', () => {
    expect(heard([{ api: 3, web: 3 }], {}, (_minute, { service }) => service === 'api').said).toEqual([['slack firing [web warn]']]);
  });
});

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
