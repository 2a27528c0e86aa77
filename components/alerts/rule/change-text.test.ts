import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { Change } from '@/lib/model/alert-state';
import { changeValue, stateWord, whyText } from '@/components/alerts/rule/change-text';

const RULE = {
  condition: { is: 'above', warn: { at: 0.02, for: millis(0) }, critical: { at: 0.05, for: millis(0) } },
  unit: 'ratio',
} as const;
const change = (part: Partial<Change>): Change => ({
  id: 'c',
  ruleId: 'errors',
  labels: { 'service.name': 'api' },
  at: millis(1_800_000_000_000),
  from: 'ok',
  to: 'firing',
  value: 0.071,
  executed: '',
  took: 3,
  ...part,
});

describe('why a group changed', () => {
  it.each<[Partial<Change>, string]>([
    [{ to: 'firing', severity: 'critical' }, 'above 5\u00a0%'],
    [{ to: 'pending', severity: 'warn' }, 'above 2\u00a0%'],
    [{ from: 'firing', fromSeverity: 'critical', to: 'ok' }, 'no longer above 5\u00a0%'],
    [{ from: 'noData', to: 'ok' }, 'a value again'],
    [{ from: 'error', to: 'ok' }, 'the query works again'],
    [{ to: 'noData' }, 'no value in the window'],
    [{ to: 'error', reason: 'The query failed: no such table.' }, 'The query failed: no such table.'],
    [{ from: 'firing', to: 'ok', reason: 'The group has sent nothing for 24 h.' }, 'The group has sent nothing for 24 h.'],
  ])('%j', (part, why) => {
    expect(whyText(RULE, change(part))).toBe(why);
  });
});

it('calls what fires by how bad it is', () => {
  expect([stateWord('firing', 'warn'), stateWord('firing', 'critical'), stateWord('noData', undefined)]).toEqual([
    'warning',
    'critical',
    'no data',
  ]);
});

it('tells values in the unit of the rule, and says nothing where there was none', () => {
  expect(changeValue(RULE, change({ value: 0.071 }))).toBe('7.1\u00a0%');
  expect(changeValue(RULE, change({ value: null }))).toBe('');
});
