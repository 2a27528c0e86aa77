/** Rules over the real engine and the real stores, with a clock of the test's own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { createRunner, type Runner } from '@/lib/alerts/runner';
import { at, openTestStore, resource, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis, MINUTE, SECOND } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openMeta, type Meta } from '@/lib/meta/db';
import { alertChanges, alertDeliveries, alertSilences } from '@/lib/meta/schema';
import type { AlertRule } from '@/lib/model/alert';
import type { SilenceTime } from '@/lib/model/alert-silence';
import type { AlertStores } from '@/lib/model/alert-store';
import type { BackendError } from '@/lib/model/backend';
import { record } from '@/lib/model/record-field';

export interface World {
  readonly runner: Runner;
  /** Sets the clock to `seconds` after T0, and evaluates what is due. */
  at(seconds: number): Promise<void>;
  now(): number;
  /** What the store answers with instead of an answer. */
  fault: BackendError | undefined;
  asked: number;
  readonly reported: unknown[];
}

/** Seconds from T0 to a window's end. */
export const seconds = (instant: number) => (instant - T0) / 1_000;

/** Opens the stores for the tests of a file; what a test leaves behind is cleared away. */
export function openAlertWorld() {
  const { signal } = new AbortController();
  let folder: string;
  let meta: Meta;
  let stores: AlertStores;
  let store: TestStore;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-runner-'));
    [meta, store] = await Promise.all([openMeta({ mode: 'embedded', folder }, path.resolve('lib/meta/migrations')), openTestStore()]);
    stores = alertStores(meta, undefined);
  }, 300_000);
  afterAll(async () => {
    await meta.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const { rule } of await stores.rules.list()) await stores.rules.remove(rule.id);
    for (const table of [alertChanges, alertDeliveries, alertSilences]) await meta.db.delete(table);
  });
  return {
    stores: () => stores,
    store: () => store,
    /** How many spans of a service that has the rule's id came in a minute, by service; more than five are too many. */
    async keep(id: string, over: Partial<AlertRule> = {}): Promise<void> {
      const rule: AlertRule = {
        ...EMPTY_RULE,
        id,
        title: id,
        ask: {
          kind: 'spec',
          spec: {
            kind: 'series',
            source: { signal: 'spans' },
            where: { op: 'eq', field: record('service'), value: id },
            measures: [{ fn: 'count' }],
            by: [record('service')],
            limit: 100,
          },
        },
        unit: 'count',
        every: MINUTE,
        over: MINUTE,
        delay: millis(30 * SECOND),
        condition: { is: 'above', warn: { at: 5, for: millis(0) } },
        noData: 'ok',
        tell: [{ channel: 'ops', of: ['warn', 'critical', 'noData', 'error'] }],
        repeat: millis(0),
        ...over,
      };
      expect(await stores.rules.save({ rule, basedOn: 0, note: '', savedBy: '', savedAt: millis(T0) })).toBeDefined();
    },
    /** `count` spans of `service` in each of `minutes` (counted from T0), ten seconds into it. */
    async spans(service: string, minutes: readonly number[], count: number): Promise<void> {
      const own = { resource: resource(service) };
      await store.add({
        spans: minutes.flatMap((minute) =>
          Array.from({ length: count }, (_, n) => span({ ...own, start: at(minute * 60 + 10 + n / 100) })),
        ),
      });
    },
    world(): World {
      let clock = T0;
      const made: World = {
        runner: createRunner({
          stores,
          run: async ({ spec, frame }) => {
            made.asked += 1;
            if (made.fault) throw made.fault;
            return store.ask(spec, frame);
          },
          publicUrl: 'http://hearth.test',
          now: () => millis(clock),
          report: (error) => made.reported.push(error),
        }),
        async at(seconds) {
          clock = T0 + seconds * 1_000;
          await made.runner.tick(signal);
        },
        now: () => clock,
        fault: undefined,
        asked: 0,
        reported: [],
      };
      return made;
    },
    /** `60: ok → firing`, the oldest first. */
    async history(ruleId: string): Promise<string[]> {
      const changes = await stores.states.changes({ ruleId, limit: 1_000 });
      return changes
        .reverse()
        .map(({ at: end, from, to, reason }) => `${seconds(end)}: ${from} → ${to}${reason === undefined ? '' : ` (${reason})`}`);
    },
    /** `60 firing waiting`, the oldest first. */
    async outbox(ruleId: string): Promise<string[]> {
      const deliveries = await stores.deliveries.list({ ruleId, limit: 1_000 });
      return deliveries
        .toSorted((one, other) => one.notification.at - other.notification.at)
        .map(({ notification, state }) => `${seconds(notification.at)} ${notification.kind} ${state}`);
    },
    async silence(id: string, time: SilenceTime): Promise<void> {
      await stores.silences.save({ id, owner: '', createdAt: millis(T0), matchers: [], rules: [], time, reason: 'Test' });
    },
  };
}
