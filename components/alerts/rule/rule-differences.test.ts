import { describe, expect, it } from 'vitest';
import { RULE_DEFAULTS } from '@/lib/alerts/rule-defaults';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertAsk, AlertRule } from '@/lib/model/alert';
import type { SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { ruleDifferences } from '@/components/alerts/rule/rule-differences';

const SPEC: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'count' }], by: [record('service')], limit: 100 };
const RULE: AlertRule = {
  ...RULE_DEFAULTS,
  id: 'errors',
  title: 'High error rate',
  ask: {
    kind: 'spec',
    spec: SPEC,
  },
  unit: 'ratio',
  condition: { is: 'above', warn: { at: 0.02, for: millis(0) }, critical: { at: 0.05, for: millis(2 * MINUTE) } },
  tell: [{ channel: 'ops', of: ['critical'] }],
};

describe('what changed between two revisions', () => {
  it.each<[string, Partial<AlertRule>, string[]]>([
    ['nothing', {}, []],
    ['a title', { title: 'Errors' }, ['Title: “Errors”, was “High error rate”.']],
    [
      'a threshold and its time',
      { condition: { is: 'above', warn: { at: 0.02, for: millis(0) }, critical: { at: 0.1, for: millis(5 * MINUTE) } } },
      ['Critical: above 10\u00a0% for 5 minutes, was above 5\u00a0% for 2 minutes.'],
    ],
    [
      'a level that goes, and a recovery that comes',
      { condition: { is: 'above', critical: { at: 0.05, for: millis(2 * MINUTE) }, recover: 0.01 } },
      ['Warns: no longer above 2\u00a0%.', 'Recovers: when no longer above 1\u00a0%.'],
    ],
    ['how often', { every: millis(5 * MINUTE) }, ['Evaluated: every 5 minutes, was every minute.']],
    ['the window', { over: HOUR }, ['Over: 1 hour, was 5 minutes.']],
    [
      'who is told',
      { tell: [{ channel: 'night', of: ['warn', 'critical'] }] },
      ['Tells Night shift of warnings, critical.', 'No longer tells ops.'],
    ],
    ['of what', { tell: [{ channel: 'ops', of: ['error', 'critical'] }] }, ['Tells ops of critical, failed queries, was critical.']],
    ['no repeat', { repeat: millis(0) }, ['Told again: never, was every 4 hours.']],
    ['labels', { labels: { team: 'core' } }, ['Labels: team=core.']],
    ['a pause', { paused: true }, ['Paused.']],
    [
      'a question',
      { ask: { kind: 'sql', text: 'SELECT\n  1' } },
      ['It asks something else: SELECT 1, was number of spans by service.name.'],
    ],
    ['what its question keeps', { ask: { kind: 'spec', spec: { ...SPEC, limit: 10 } } }, ['It asks the same, set otherwise.']],
  ])('%s', (_name, changed, sentences) => {
    expect(ruleDifferences(RULE, { ...RULE, ...changed }, (id) => (id === 'night' ? 'Night shift' : id))).toEqual(sentences);
  });

  it('says which alternative asks something else', () => {
    const one = { kind: 'spec', spec: SPEC } as const;
    const logs = { kind: 'spec', spec: { ...SPEC, source: { signal: 'logs' } } } as const;
    const rate = { kind: 'spec', spec: { ...SPEC, measures: [{ fn: 'rate' }] } } as const satisfies AlertAsk;
    const tries = (...of: Extract<AlertAsk, { kind: 'first' }>['of']): AlertRule => ({ ...RULE, ask: { kind: 'first', of } });
    const said = (before: AlertRule, now: AlertRule) => ruleDifferences(before, now, (id) => id);
    expect(said(tries(one, logs), tries(one, rate))).toEqual([
      'Else 1 asks something else: spans per second by service.name, was number of logs by service.name.',
    ]);
    expect(said(tries(one, logs), tries(one, logs, rate))).toEqual([
      'It asks something else: number of spans by service.name, or what tells the same (2 more), was number of spans by service.name, or what tells the same (1 more).',
    ]);
  });
});
