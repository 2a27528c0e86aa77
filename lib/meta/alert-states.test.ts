import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { DAY, millis, type Millis } from '@/lib/base/time';
import { deliveryStore } from '@/lib/meta/alert-deliveries';
import { ruleStore } from '@/lib/meta/alert-rules';
import { alertStateStore } from '@/lib/meta/alert-states';
import { onBoth } from '@/lib/meta/both.testing';
import { deliveryOf } from '@/lib/meta/delivery.testing';
import { AlertRule } from '@/lib/model/alert';
import type { Change, RuleState } from '@/lib/model/alert-state';
import type { AlertStateStore, DeliveryStore, RuleStore } from '@/lib/model/alert-store';

const MINUTE = 60_000;
const rule = (id: string): AlertRule =>
  AlertRule.parse({
    version: 1,
    id,
    title: id,
    ask: { kind: 'sql', text: 'SELECT 1' },
    unit: 'none',
    every: MINUTE,
    over: MINUTE,
    condition: { is: 'above', warn: { at: 5, for: 0 } },
  });
const state = (ruleId: string, evaluatedTo: number, over: Partial<RuleState> = {}): RuleState => ({
  ruleId,
  revision: 1,
  evaluatedTo: millis(evaluatedTo),
  instances: [],
  moreGroups: 0,
  took: 1.5,
  executed: 'SELECT 1',
  ranAt: millis(evaluatedTo + 500),
  ...over,
});
const change = (ruleId: string, id: string, at: number): Change => ({
  id,
  ruleId,
  labels: { 'service.name': 'a "b" ✓' },
  at: millis(at),
  from: 'ok',
  to: 'firing',
  severity: 'warn',
  value: 0.1,
  executed: 'SELECT 1',
  took: 1.5,
});

onBoth('states', (meta) => {
  let rules: RuleStore;
  let store: AlertStateStore;
  let deliveries: DeliveryStore;
  beforeAll(() => {
    rules = ruleStore(meta().db);
    store = alertStateStore(meta().db, meta().kind === 'embedded' ? 3 : 0);
    deliveries = deliveryStore(meta().db);
  });
  const made = (id: string) => rules.save({ rule: rule(id), basedOn: 0, note: '', savedBy: '', savedAt: millis(1) });
  const keep = (each: RuleState, before?: Millis, changes: Change[] = []) =>
    store.keep({ state: each, changes, deliveries: [deliveryOf(`${each.ruleId}-${each.evaluatedTo}`, { ruleId: each.ruleId })] }, before);

  it('keeps a state over the one before it, with its changes and deliveries', async () => {
    await made('one');
    expect(await keep(state('one', MINUTE), undefined, [change('one', 'c1', MINUTE)])).toBe(true);
    const instance = { labels: { a: 'b' }, state: 'ok', since: millis(1), value: 2, seenAt: millis(3), beyond: {} } as const;
    expect(await keep(state('one', 2 * MINUTE, { instances: [instance] }), millis(MINUTE))).toBe(true);
    expect(await store.state('one')).toEqual(state('one', 2 * MINUTE, { instances: [instance] }));
    expect(await store.changes({ ruleId: 'one', limit: 10 })).toEqual([change('one', 'c1', MINUTE)]);
    expect((await deliveries.list({ ruleId: 'one', limit: 10 })).map(({ id }) => id).toSorted()).toEqual(['one-120000', 'one-60000']);
  });

  it('keeps nothing at all on top of another window, of none where there is one, and of a rule that is gone', async () => {
    await made('strict');
    await keep(state('strict', MINUTE));
    const late = [change('strict', 'late', 5 * MINUTE)];
    for (const before of [undefined, millis(0), millis(2 * MINUTE)]) {
      expect(await keep(state('strict', 5 * MINUTE), before, late)).toBe(false);
    }
    await rules.remove('strict');
    for (const before of [undefined, millis(MINUTE)]) expect(await keep(state('strict', 5 * MINUTE), before, late)).toBe(false);
    expect(await keep(state('never', MINUTE))).toBe(false);
    expect(await store.state('strict')).toBeUndefined();
    expect(await store.changes({ ruleId: 'strict', limit: 10 })).toEqual([]);
    expect(await deliveries.list({ ruleId: 'strict', limit: 10 })).toHaveLength(1);
  });

  it('of ten that evaluated the same window at once, one is kept', async () => {
    await made('raced');
    for (const before of [undefined, millis(MINUTE)]) {
      const at = (before ?? 0) + MINUTE;
      const kept = await Promise.all(
        Array.from({ length: 10 }, (_, n) => keep(state('raced', at, { took: n }), before, [change('raced', `raced-${at}-${n}`, at)])),
      );
      expect(kept.filter(Boolean)).toHaveLength(1);
      expect((await store.state('raced'))?.took).toBe(kept.indexOf(true));
    }
    expect(await store.changes({ ruleId: 'raced', limit: 10 })).toHaveLength(2);
    expect(await deliveries.list({ ruleId: 'raced', limit: 10 })).toHaveLength(2);
  });

  it('queues the same notification for a channel once', async () => {
    await made('once');
    const queue = (evaluatedTo: number, before: Millis | undefined, channelId: string) =>
      store.keep(
        { state: state('once', evaluatedTo), changes: [], deliveries: [deliveryOf('same', { ruleId: 'once', channelId })] },
        before,
      );
    await queue(MINUTE, undefined, 'ops');
    await deliveries.attempted('same', 'ops', { state: 'sent', attempts: 1, nextAt: millis(9), sentAt: millis(9), outcome: '200' });
    expect(await queue(2 * MINUTE, millis(MINUTE), 'ops')).toBe(true);
    await queue(3 * MINUTE, millis(2 * MINUTE), 'dev');
    const list = await deliveries.list({ ruleId: 'once', limit: 10 });
    expect(list.map(({ channelId, state: fate }) => [channelId, fate]).toSorted()).toEqual([
      ['dev', 'waiting'],
      ['ops', 'sent'],
    ]);
  });

  it('lists changes newest first, of a range that has its start and not its end', async () => {
    await made('ranged');
    const changes = [1, 2, 3, 4].map((minute) => change('ranged', `ranged-${minute}`, minute * MINUTE));
    await keep(state('ranged', 4 * MINUTE), undefined, changes);
    const ids = async (from?: number, to?: number, limit = 10) =>
      (
        await store.changes({
          ruleId: 'ranged',
          ...(from === undefined ? {} : { from: millis(from) }),
          ...(to === undefined ? {} : { to: millis(to) }),
          limit,
        })
      ).map(({ id }) => id);
    expect(await ids()).toEqual(['ranged-4', 'ranged-3', 'ranged-2', 'ranged-1']);
    expect(await ids(2 * MINUTE, 4 * MINUTE)).toEqual(['ranged-3', 'ranged-2']);
    expect(await ids(undefined, undefined, 1)).toEqual(['ranged-4']);
  });

  it('forgets after 90 days what is over, and never what still waits', async () => {
    await made('old');
    const now = millis(1_000 * DAY);
    const long = millis(now - 90 * DAY - 1);
    const recent = millis(now - 90 * DAY);
    const over = { ruleId: 'old', state: 'sent' } as const;
    await store.keep(
      {
        state: state('old', now),
        changes: [change('old', 'long ago', long), change('old', 'recent', recent)],
        deliveries: [
          deliveryOf('long ago', { ...over, createdAt: long }),
          deliveryOf('recent', { ...over, createdAt: recent }),
          deliveryOf('waiting', { ruleId: 'old', createdAt: long }),
        ],
      },
      undefined,
    );
    await store.forget(now);
    expect((await store.changes({ ruleId: 'old', limit: 10 })).map(({ id }) => id)).toEqual(['recent']);
    expect((await deliveries.list({ ruleId: 'old', limit: 10 })).map(({ id }) => id)).toEqual(['recent', 'waiting']);
  });

  it('does not grow with evaluations', async () => {
    if (meta().kind !== 'embedded') return;
    await made('written');
    const size = async () => {
      const { rows } = (await meta().db.execute(sql`SELECT pg_total_relation_size('alert_states') AS size`)) as {
        rows: { size: number }[];
      };
      return rows[0]?.size ?? 0;
    };
    // a row that is too large to stay in its page, and does not compress to nothing
    const instances = Array.from({ length: 50 }, (_, n) => ({
      labels: { n: String(n * 7_919) },
      state: 'ok' as const,
      since: millis(n),
      value: Math.sin(n) * 1e6,
      seenAt: millis(n),
      beyond: {},
    }));
    let before: Millis | undefined;
    const write = async (times: number) => {
      for (let n = 0; n < times; n += 1) {
        const next = state('written', (before ?? 0) + MINUTE, { instances });
        await store.keep({ state: next, changes: [], deliveries: [] }, before);
        before = next.evaluatedTo;
      }
    };
    await write(30);
    const first = await size();
    await write(300);
    expect(await size()).toBe(first);
  });
});
