import { describe, expect, it } from 'vitest';
import { HIGH_ERROR_RATE } from '@/lib/alerts/prebuilt-requests';
import { isFlapping, ruleCondition } from '@/lib/alerts/rule-condition';
import { DAY, HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { RuleCondition } from '@/lib/model/alert-api';
import type { Silence } from '@/lib/model/alert-silence';
import type { AlertState, Change, Instance, RuleState } from '@/lib/model/alert-state';

const group = (service: string, state: AlertState, part: Partial<Instance> = {}): Instance => ({
  labels: { 'service.name': service },
  state,
  since: millis(0),
  value: 1,
  seenAt: millis(0),
  beyond: {},
  ...part,
});
const critical = (service: string) => group(service, 'firing', { severity: 'critical' });
const warn = (service: string) => group(service, 'firing', { severity: 'warn' });
const state = (instances: Instance[], part: Partial<RuleState> = {}): RuleState => ({
  ruleId: 'high-error-rate',
  revision: 1,
  evaluatedTo: millis(0),
  instances,
  moreGroups: 0,
  took: 1,
  executed: '',
  ranAt: millis(0),
  ...part,
});
const silent = (service?: string): Silence => ({
  id: 'one',
  owner: '',
  createdAt: millis(0),
  reason: 'Maintenance',
  matchers: service === undefined ? [] : [{ label: 'service.name', op: 'eq', value: service }],
  rules: [],
  time: { kind: 'once', from: millis(0), to: DAY },
});
const failed = { error: { message: 'No such table.', since: millis(0) } };

it.each<[string, Partial<AlertRule>, RuleState | undefined, Silence[], RuleCondition]>([
  ['never evaluated', {}, undefined, [], 'new'],
  ['paused, whatever fires', { paused: true }, state([critical('a')]), [], 'paused'],
  ['the worst of its groups', {}, state([group('a', 'ok'), warn('b'), critical('c')]), [], 'critical'],
  ['the worst that is heard', {}, state([warn('b'), critical('c')]), [silent('c')], 'warn'],
  ['all that fires is held back', {}, state([warn('b'), critical('c')]), [silent()], 'silenced'],
  ['a silence of what is fine is not seen', {}, state([group('a', 'ok')]), [silent()], 'ok'],
  ['what fires is worse than a query that failed', {}, state([warn('b')], failed), [], 'warn'],
  ['a query that failed', {}, state([group('a', 'ok')], failed), [], 'error'],
  ['a query that failed, held back', {}, state([group('a', 'ok')], failed), [silent()], 'silenced'],
  ['no data', { noData: 'noData' }, state([group('a', 'ok'), group('b', 'noData', { value: null })]), [], 'noData'],
  ['no data, held back', { noData: 'noData' }, state([group('b', 'noData', { value: null })]), [silent('b')], 'silenced'],
  ['pending', {}, state([group('a', 'ok'), group('b', 'pending', { severity: 'warn' })]), [], 'pending'],
  ['nothing found at all', {}, state([]), [], 'noData'],
  ['nothing found in any group', {}, state([group('a', 'ok', { value: null })]), [], 'noData'],
  ['too few records to judge', {}, state([group('a', 'ok', { value: null, few: true }), group('b', 'ok', { value: null })]), [], 'ok'],
  ['nothing found, which is fine', { noData: 'ok' }, state([]), [], 'ok'],
  ['something found', {}, state([group('a', 'ok', { value: null }), group('b', 'ok')]), [], 'ok'],
])('%s', (_name, rule, now, silences, expected) =>
  expect(ruleCondition({ ...HIGH_ERROR_RATE, ...rule }, now, silences, HOUR)).toBe(expected),
);

describe('flapping', () => {
  const EVERY = { every: MINUTE };
  const change = (minute: number, from: AlertState, to: AlertState, service = 'a'): Change => ({
    id: `${minute} ${service}`,
    ruleId: 'high-error-rate',
    labels: { 'service.name': service },
    at: millis(minute * MINUTE),
    from,
    to,
    value: 1,
    executed: '',
    took: 1,
  });
  it.each<[string, Change[], boolean]>([
    ['three crossings', [change(10, 'ok', 'firing'), change(11, 'firing', 'ok'), change(12, 'ok', 'firing')], true],
    ['two', [change(10, 'ok', 'firing'), change(11, 'firing', 'ok')], false],
    ['not those of several groups', [change(10, 'ok', 'firing'), change(11, 'firing', 'ok'), change(12, 'ok', 'firing', 'b')], false],
    ['not a change of severity', [change(10, 'ok', 'firing'), change(11, 'firing', 'firing'), change(12, 'firing', 'firing')], false],
    ['not what was pending', [change(10, 'ok', 'pending'), change(11, 'pending', 'ok'), change(12, 'ok', 'pending')], false],
    ['not what is more than 20 windows ago', [change(5, 'ok', 'firing'), change(11, 'firing', 'ok'), change(12, 'ok', 'firing')], false],
  ])('%s', (_name, changes, expected) => expect(isFlapping(EVERY, changes, millis(25 * MINUTE))).toBe(expected));
});
