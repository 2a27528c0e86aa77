import { describe, expect, it } from 'vitest';
import { RULE_DEFAULTS } from '@/lib/alerts/rule-defaults';
import { DAY, millis, MINUTE, type Millis } from '@/lib/base/time';
import type { AlertListing, RuleCondition } from '@/lib/model/alert-api';
import type { Instance } from '@/lib/model/alert-state';
import { stateSentence } from '@/components/alerts/rule/state-sentence';

const NOW = millis(1_800_000_000_000);
const before = (length: Millis) => millis(NOW - length);
const group = (name: string, part: Partial<Instance>): Instance => ({
  labels: name === '' ? {} : { 'service.name': name },
  state: 'firing',
  since: before(millis(46 * MINUTE)),
  value: 0.06,
  seenAt: NOW,
  beyond: {},
  ...part,
});
const listing = (condition: RuleCondition, instances: readonly Instance[], error?: string): AlertListing => ({
  rule: {
    ...RULE_DEFAULTS,
    id: 'errors',
    title: 'Errors',
    ask: { kind: 'sql', text: 'SELECT 1' },
    unit: 'ratio',
    over: MINUTE,
    condition: { is: 'above', warn: { at: 0.02, for: millis(0) }, critical: { at: 0.05, for: millis(0) } },
  },
  revision: 1,
  owner: '',
  savedAt: NOW,
  savedBy: '',
  note: '',
  condition,
  flapping: false,
  silences: [],
  nextAt: NOW,
  state: {
    ruleId: 'errors',
    revision: 1,
    evaluatedTo: NOW,
    instances,
    moreGroups: 0,
    took: 3,
    executed: '',
    ranAt: NOW,
    ...(error === undefined ? {} : { error: { message: error, since: before(MINUTE) } }),
  },
});
// minutes before now
const instant = (at: Millis) => `T−${(NOW - at) / MINUTE}`;

describe('a rule’s state in one sentence', () => {
  const critical = group('api', { severity: 'critical', worst: 0.071 });
  const warn = group('worker', { severity: 'warn', worst: 0.03, since: before(millis(60 * MINUTE)) });
  it.each<[string, AlertListing, string]>([
    ['one group', listing('critical', [critical]), 'api fires, since T−46 (46\u00a0min), at worst 7.1\u00a0%.'],
    [
      'two groups, the worst first',
      listing('critical', [warn, critical]),
      'api and worker fire, since T−60 (1\u00a0h), at worst 7.1\u00a0%.',
    ],
    [
      'three groups',
      listing('critical', [warn, critical, group('web', { severity: 'critical', worst: 0.09 })]),
      'web and 2 more fire, since T−60 (1\u00a0h), at worst 9\u00a0%.',
    ],
    ['no groups', listing('warn', [group('', { severity: 'warn' })]), 'It fires, since T−46 (46\u00a0min), at worst 6\u00a0%.'],
    [
      'pending',
      listing('pending', [group('api', { state: 'pending' })]),
      'api is beyond a level, since T−46 (46\u00a0min), not yet long enough to fire.',
    ],
    ['no data', listing('noData', [group('api', { state: 'noData', value: null })]), 'api has no data, since T−46 (46\u00a0min).'],
    ['a failed query', listing('error', [], 'No such table.'), 'Its query fails, since T−1: No such table.'],
    [
      'all ok',
      listing('ok', [group('api', { state: 'ok', since: before(DAY) }), group('web', { state: 'ok' })]),
      'All 2 groups are ok, since T−46.',
    ],
    ['nothing found', listing('ok', []), 'It finds nothing, which is fine.'],
    ['paused', listing('paused', []), 'Paused: it is neither evaluated nor told of.'],
  ])('%s', (_name, state, text) => {
    expect(stateSentence(state, NOW, instant)).toBe(text);
  });
});
