import { expect, it } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import type { KnownRule } from '@/lib/alerts/runner';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Instance, RuleState } from '@/lib/model/alert-state';
import { lateness, checkAlerts } from '@/lib/server/alert-health';
import { alertGauges } from '@/lib/server/alert-metrics';

const NOW = millis(Date.UTC(2026, 10, 21, 12));

/** A rule that is due every minute, 30 s after its window's end, and was evaluated to `ago` ms before NOW. */
function known(id: string, ago: number | undefined, over: Partial<AlertRule> = {}, state: Partial<RuleState> = {}): KnownRule {
  const rule: AlertRule = { ...EMPTY_RULE, id, title: `The ${id}`, ...over };
  const evaluatedTo = millis(NOW - (ago ?? 0));
  return {
    saved: { rule, revision: 1, owner: '', savedAt: millis(NOW - 10 * MINUTE), savedBy: '', note: '' },
    state:
      ago === undefined
        ? undefined
        : { ruleId: id, revision: 1, evaluatedTo, instances: [], moreGroups: 0, took: 12, executed: '', ranAt: evaluatedTo, ...state },
  };
}
const long = millis(NOW - 24 * HOUR);

it.each<[string, KnownRule[], number, string | undefined]>([
  ['no rule', [], long, undefined],
  // the window after 11:59 ends at 12:00 and is due at 12:00:30
  ['in time', [known('a', MINUTE)], long, undefined],
  // evaluated to 11:57: 11:58 was due at 11:59, and that is not more than a minute ago
  ['a minute late', [known('a', 3 * MINUTE, { delay: MINUTE })], long, undefined],
  // evaluated to 11:50: 11:51 was due at 11:51:30, 8 min 30 s ago
  ['late', [known('a', 10 * MINUTE), known('b', MINUTE)], long, '1 of 2 rules is evaluated late, the latest by 8.5\u00a0min'],
  ['paused', [known('a', 10 * MINUTE, { paused: true })], long, undefined],
  // saved ten minutes ago
  ['never evaluated', [known('a', undefined)], long, '1 of 1 rules is evaluated late, the latest by 10\u00a0min'],
  ['just started', [known('a', 10 * HOUR)], NOW - MINUTE, undefined],
  [
    'a clock that went back',
    [known('a', MINUTE, {}, { ranAt: millis(NOW + 30 * MINUTE) })],
    long,
    'the clock went back by 30\u00a0min: rules wait until it is where it was',
  ],
])('%s', (_, rules, since, expected) => {
  expect(lateness(rules, millis(since), NOW)).toBe(expected);
});

it('names the channels that fail', async () => {
  const now = Date.now();
  const stores = {
    rules: { list: () => Promise.resolve([]) },
    states: { states: () => Promise.resolve([]) },
    channels: { list: () => Promise.resolve([{ id: 'ops', name: 'On call' }]) },
    deliveries: {
      tallies: () =>
        Promise.resolve([
          { channelId: 'ops', sent: 5, waiting: 0, dead: 2 },
          { channelId: 'gone', sent: 0, waiting: 1, dead: 0, waitingSince: now - 2 * HOUR },
          { channelId: 'fine', sent: 1, waiting: 1, dead: 0, waitingSince: now - MINUTE },
        ]),
    },
  };
  const check = checkAlerts(stores as never, [], millis(now));
  await expect(check).rejects.toThrow(
    '2 notifications to On call given up within a day; 1 notification to a channel that was deleted waiting, the oldest for 2\u00a0h',
  );
});

it('tells of values since it was asked last, and of all that fires now, with Prometheus’ names', () => {
  const instance = (service: string, over: Partial<Instance>): Instance => ({
    labels: { 'service.name': service, severity: 'its own' },
    state: 'ok',
    since: NOW,
    value: 0.01,
    seenAt: NOW,
    beyond: {},
    ...over,
  });
  const instances = [
    instance('a', { state: 'firing', severity: 'critical', value: 0.09 }),
    instance('b', { state: 'pending', severity: 'warn', value: 0.03 }),
    instance('c', { value: null }),
  ];
  const rules = [known('errors', MINUTE, { labels: { team: 'x' } }, { instances }), known('off', MINUTE, { paused: true }, { instances })];
  const told = (since: number) =>
    alertGauges(rules, millis(since), NOW).map(({ name, value, attributes }) => ({ name, value, ...attributes }));
  const about = { 'alert.id': 'errors', alertname: 'The errors' };
  const alerts = [
    { name: 'ALERTS', value: 1, ...about, team: 'x', 'service.name': 'a', alertstate: 'firing', severity: 'critical' },
    { name: 'ALERTS', value: 1, ...about, team: 'x', 'service.name': 'b', alertstate: 'pending', severity: 'warn' },
  ];
  const lag = { name: 'hearth.alert.evaluation.lag', value: 0 };
  expect(told(NOW - HOUR)).toEqual([
    lag,
    { name: 'hearth.alert.evaluation.time', value: 12, ...about },
    { name: 'hearth.alert.value', value: 0.09, ...about },
    ...alerts,
  ]);
  expect(told(NOW - MINUTE)).toEqual([lag, ...alerts]);
});
