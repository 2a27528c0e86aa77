import { beforeAll, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { ruleStore } from '@/lib/meta/alert-rules';
import { onBoth } from '@/lib/meta/both.testing';
import { AlertRule } from '@/lib/model/alert';
import type { RuleStore, RuleToKeep } from '@/lib/model/alert-store';

const rule = (id: string, title: string): AlertRule =>
  AlertRule.parse({
    version: 1,
    id,
    title,
    ask: { kind: 'sql', text: 'SELECT 1' },
    unit: 'none',
    every: 60_000,
    over: 300_000,
    condition: { is: 'above', warn: { at: 5, for: 0 } },
  });
const toKeep = (id: string, title: string, basedOn: number): RuleToKeep => ({
  rule: rule(id, title),
  basedOn,
  note: `note ${basedOn + 1}`,
  savedBy: '',
  savedAt: millis(1_000 * (basedOn + 1)),
});
const kept = (id: string, title: string, revision: number) => ({
  rule: rule(id, title),
  revision,
  owner: '',
  savedAt: 1_000 * revision,
  savedBy: '',
  note: `note ${revision}`,
});

onBoth('rules', (meta) => {
  let store: RuleStore;
  beforeAll(() => void (store = ruleStore(meta().db)));

  it('keeps every revision, gives out the newest, and lists by title', async () => {
    expect(await store.save(toKeep('queue', 'Queue', 0))).toEqual(kept('queue', 'Queue', 1));
    expect(await store.save(toKeep('queue', 'Queue backup', 1))).toEqual(kept('queue', 'Queue backup', 2));
    await store.save(toKeep('other', 'Errors', 0));
    expect(await store.get('queue')).toEqual(kept('queue', 'Queue backup', 2));
    expect(await store.list()).toEqual([kept('other', 'Errors', 1), kept('queue', 'Queue backup', 2)]);
    expect(await store.revisions('queue')).toEqual([kept('queue', 'Queue backup', 2), kept('queue', 'Queue', 1)]);
    expect(await store.get('none')).toBeUndefined();
    expect(await store.revisions('none')).toEqual([]);
  });

  it('keeps nothing of a save that is based on an old revision, on none, or on one to come', async () => {
    await store.save(toKeep('stale', 'First', 0));
    await store.save(toKeep('stale', 'Second', 1));
    for (const basedOn of [0, 1, 3]) expect(await store.save(toKeep('stale', 'Late', basedOn))).toBeUndefined();
    expect(await store.save(toKeep('nowhere', 'Late', 1))).toBeUndefined();
    expect(await store.revisions('stale')).toHaveLength(2);
  });

  it('of ten who save at once, exactly one wins each revision', async () => {
    for (const basedOn of [0, 1]) {
      const saved = await Promise.all(Array.from({ length: 10 }, (_, saver) => store.save(toKeep('raced', `Saver ${saver}`, basedOn))));
      const winners = saved.filter((each) => each !== undefined);
      expect(winners).toHaveLength(1);
      expect(await store.get('raced')).toEqual(winners[0]);
    }
  });

  it('removes a rule with its revisions kept; only its newest revision brings it back', async () => {
    await store.save(toKeep('gone', 'Gone', 0));
    expect(await store.remove('gone')).toBe(true);
    expect(await store.remove('gone')).toBe(false);
    expect(await store.get('gone')).toBeUndefined();
    expect((await store.list()).some((each) => each.rule.id === 'gone')).toBe(false);
    expect(await store.revisions('gone')).toHaveLength(1);
    expect(await store.save(toKeep('gone', 'Anew', 0))).toBeUndefined();
    expect(await store.save(toKeep('gone', 'Back', 1))).toEqual(kept('gone', 'Back', 2));
    expect(await store.get('gone')).toEqual(kept('gone', 'Back', 2));
  });
});
