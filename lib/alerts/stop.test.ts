/** A rule that is judged no more: what is taken back, and in which words. */
import { describe, expect, it } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { stopRule } from '@/lib/alerts/stop';
import { millis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Instance, RuleState } from '@/lib/model/alert-state';
import type { SavedRule } from '@/lib/model/alert-store';

const AT = millis(1_800_000_000_000);
const rule: AlertRule = {
  ...EMPTY_RULE,
  id: 'errors',
  title: 'High error rate',
  tell: [
    { channel: 'pager', of: ['critical'] },
    { channel: 'chat', of: ['warn', 'critical', 'error'] },
  ],
};
const saved: SavedRule = { rule, revision: 3, owner: '', savedAt: AT, savedBy: '', note: '' };
const known = { value: 0.07, seenAt: AT, beyond: {}, since: AT };
const told: Instance = { ...known, labels: { 'service.name': 'api' }, state: 'firing', severity: 'warn', told: { at: AT, of: 'warn' } };
const untold: Instance = { ...known, labels: { 'service.name': 'web' }, state: 'pending', severity: 'warn' };
const fine: Instance = { ...known, labels: { 'service.name': 'db' }, state: 'ok' };
const state = (instances: readonly Instance[], error?: RuleState['error']): RuleState => ({
  ruleId: 'errors',
  revision: 2,
  evaluatedTo: AT,
  instances,
  moreGroups: 0,
  ...(error ? { error } : {}),
  took: 5,
  executed: 'SELECT 1',
  ranAt: AT,
});
const stop = (was: RuleState) => stopRule(saved, was, 'deleted', 'http://hearth.test', millis(AT + 7_000));

describe('a rule that is judged no more', () => {
  it('leaves no group behind, writes each end down, and tells those who were told, and nobody else', () => {
    const stopped = stop(state([told, untold, fine]));
    expect(stopped?.state).toMatchObject({ revision: 3, evaluatedTo: AT, instances: [], moreGroups: 0 });
    expect(stopped?.changes.map(({ labels, from, to, reason, at }) => [labels['service.name'], from, to, reason, at - AT])).toEqual([
      ['api', 'firing', 'ok', 'The rule was deleted.', 7_000],
      ['web', 'pending', 'ok', 'The rule was deleted.', 7_000],
    ]);
    // of a warning the pager never heard
    expect(stopped?.deliveries.map(({ channelId, state: fate }) => [channelId, fate])).toEqual([['chat', 'waiting']]);
    const [delivery] = stopped?.deliveries ?? [];
    expect(delivery?.notification).toMatchObject({
      kind: 'resolved',
      title: 'High error rate: the rule was deleted',
      firing: [],
      resolved: [{ trouble: 'warn', valueText: '', message: 'api is watched no more: the rule was deleted.' }],
    });
  });

  it('takes back that the query failed', () => {
    const stopped = stop(state([], { message: 'No such column.', since: AT, told: AT }));
    expect(stopped?.state.error).toBeUndefined();
    expect(stopped?.changes.map(({ from, to }) => [from, to])).toEqual([['error', 'ok']]);
    expect(stopped?.deliveries.map(({ channelId, notification }) => [channelId, notification.resolved[0]?.message])).toEqual([
      ['chat', 'The rule was deleted.'],
    ]);
  });

  it('says nothing where nothing was told, and does nothing where there is nothing', () => {
    expect(stop(state([untold]))?.deliveries).toEqual([]);
    expect(stop(state([]))).toBeUndefined();
  });
});
