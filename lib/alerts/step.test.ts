import { describe, expect, it } from 'vitest';
import { step } from '@/lib/alerts/step';
import { groupsOf, heard, nameOf, START, type Window } from '@/lib/alerts/testing/heard';
import { dice, randomJudging, whole } from '@/lib/alerts/testing/random-rules';
import { heardBy } from '@/lib/alerts/told';
import { millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { RuleState } from '@/lib/model/alert-state';

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
      'a channel of warnings alone hears of what was critical before',
      {
        tell: [
          { channel: 'pager', of: ['critical'] },
          { channel: 'slack', of: ['warn'] },
        ],
      },
      [{ api: 6 }, { api: 3 }, { api: 3 }, { api: 1 }],
      [['pager firing [api critical]'], ['slack firing [api warn]'], [], ['slack resolved [] over [api]', 'pager resolved [] over [api]']],
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

/** What a channel that reads its messages knows: the groups that it was told of and has not heard the end of. */
function read(
  rule: AlertRule,
  series: readonly Record<string, number>[],
  channel: string,
  silent: (minute: number) => boolean,
): Set<string> {
  const saved = { rule, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' };
  const open = new Set<string>();
  let state: RuleState | undefined;
  for (const [minute, values] of series.entries()) {
    const at = millis(START + minute * MINUTE);
    const next = step(saved, state, groupsOf(values), at, { executed: '', took: 0, at }, () => silent(minute));
    state = next.state;
    const what = next.told && heardBy(rule, next.told, channel);
    if (!what) continue;
    // nobody hears the end of what they were never told
    for (const { labels } of what.resolved) expect(open.delete(JSON.stringify(labels))).toBe(true);
    // that all is over is true of all that this channel was told
    for (const { labels } of what.firing) open.add(JSON.stringify(labels));
    if (what.kind === 'resolved') expect([...open]).toEqual([]);
  }
  return open;
}

describe('whoever reads the messages', () => {
  it.each(Array.from({ length: 10 }, (_, seed) => [seed]))('knows of each trouble, and of its end, seed %s', (seed) => {
    const roll = dice(500 + seed);
    for (let round = 0; round < 20; round++) {
      const rule: AlertRule = {
        ...randomJudging(roll, MINUTE),
        condition: { is: 'above', warn: { at: 3, for: millis(0) }, critical: { at: 6, for: millis(MINUTE) } },
        mostGroups: whole(roll, 1, 6),
      };
      const wild = Array.from({ length: 40 }, () =>
        Object.fromEntries(['a', 'b', 'c', 'd'].flatMap((name) => (roll() < 0.9 ? [[name, whole(roll, 0, 9)]] : []))),
      );
      const calm = Array.from({ length: 10 }, () => ({ a: 0, b: 0, c: 0, d: 0 }));
      const silences = new Set(Array.from({ length: 3 }, () => whole(roll, 0, 6)));
      for (const { channel } of rule.tell) {
        expect([...read(rule, [...wild, ...calm], channel, (minute) => silences.has(Math.floor(minute / 6)))]).toEqual([]);
      }
    }
  });
});
