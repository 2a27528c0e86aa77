import { expect, test } from 'vitest';
import { millis } from '@/lib/base/time';
import { AlertRule } from '@/lib/model/alert';
import type { AlertListing } from '@/lib/model/alert-api';
import type { Instance, RuleState } from '@/lib/model/alert-state';
import { heldBy, heldText } from '@/components/alerts/silences/held';

const rule = (id: string, labels: Record<string, string> = {}) =>
  AlertRule.parse({
    version: 1,
    id,
    title: id,
    ask: { kind: 'sql', text: 'SELECT 1' },
    unit: 'count',
    every: 60_000,
    over: 60_000,
    condition: { is: 'above' },
    labels,
  });
const group = (service: string, state: Instance['state']): Instance => ({
  labels: { 'service.name': service },
  state,
  since: millis(0),
  value: 1,
  seenAt: millis(0),
  beyond: {},
});
const listing = (id: string, labels: Record<string, string>, instances: Instance[], state: Partial<RuleState> = {}): AlertListing => ({
  rule: rule(id, labels),
  revision: 1,
  owner: '',
  savedAt: millis(0),
  savedBy: '',
  note: '',
  condition: 'ok',
  flapping: false,
  silences: [],
  nextAt: millis(0),
  state: { ruleId: id, revision: 1, evaluatedTo: millis(0), instances, moreGroups: 0, took: 0, executed: '', ranAt: millis(0), ...state },
});
const { state: _, ...neverRun } = listing('never-run', { team: 'data' }, []);
const LISTINGS: AlertListing[] = [
  listing('errors', { team: 'web' }, [group('shop', 'firing'), group('search', 'ok'), group('mail', 'noData')]),
  listing('latency', { team: 'web' }, [group('shop', 'pending')]),
  listing('failing', { team: 'data' }, [], { error: { message: 'no such table', since: millis(0) } }),
  neverRun,
];
const label = (name: string, op: 'eq' | 'neq' | 'matches', value: string) => ({ label: name, op, value });

test.each([
  [
    'everything: 3 + 1 + 1 + 1 groups; the one that fires, the one without data, the failed query',
    [],
    [],
    { groups: 6, troubled: 3, rules: 4 },
  ],
  ['a rule', ['errors'], [], { groups: 3, troubled: 2, rules: 1 }],
  ['a group of any rule', [], [label('service.name', 'eq', 'shop')], { groups: 2, troubled: 1, rules: 2 }],
  [
    'a label of the rule and one of the group',
    [],
    [label('team', 'eq', 'web'), label('service.name', 'matches', 's.*')],
    { groups: 3, troubled: 1, rules: 2 },
  ],
  ['a failed query and a rule that never ran', [], [label('team', 'eq', 'data')], { groups: 2, troubled: 1, rules: 2 }],
  ['nothing', [], [label('team', 'eq', 'nobody')], { groups: 0, troubled: 0, rules: 0 }],
])('a silence is about %s', (_name, rules, matchers, held) => {
  expect(heldBy({ rules, matchers }, LISTINGS)).toEqual(held);
});

test.each([
  [{ groups: 3, troubled: 2, rules: 1 }, '3 groups of 1 rule, 2 in trouble now'],
  [{ groups: 1, troubled: 0, rules: 1 }, '1 group of 1 rule, none in trouble now'],
  [{ groups: 0, troubled: 0, rules: 0 }, 'nothing that there is now'],
])('%j in words', (held, text) => {
  expect(heldText(held)).toBe(text);
});
