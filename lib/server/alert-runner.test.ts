/** Rules evaluated over the real engine and the real stores; only the clock is the test's own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { createRunner, type Runner } from '@/lib/alerts/runner';
import { at, openTestStore, resource, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { DAY, HOUR, millis, MINUTE, SECOND } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openMeta, type Meta } from '@/lib/meta/db';
import { alertChanges, alertDeliveries, alertSilences } from '@/lib/meta/schema';
import type { AlertRule } from '@/lib/model/alert';
import type { SilenceTime } from '@/lib/model/alert-silence';
import type { AlertStores } from '@/lib/model/alert-store';
import { BackendError } from '@/lib/model/backend';
import { record } from '@/lib/model/record-field';
import { createAlertSender } from '@/lib/server/alert-sender';

const { signal } = new AbortController();
let folder: string;
let meta: Meta;
let stores: AlertStores;
let store: TestStore;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-runner-'));
  [meta, store] = await Promise.all([openMeta({ mode: 'embedded', folder }, path.resolve('lib/meta/migrations')), openTestStore()]);
  stores = alertStores(meta, undefined);
});
afterAll(async () => {
  await meta.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const { rule } of await stores.rules.list()) await stores.rules.remove(rule.id);
  for (const table of [alertChanges, alertDeliveries, alertSilences]) await meta.db.delete(table);
});

/** How many spans of a service that has the rule's id came in a minute, by service; more than five are too many. */
async function keep(id: string, over: Partial<AlertRule> = {}): Promise<void> {
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
}

/** `count` spans of `service` in each of `minutes` (counted from T0), ten seconds into it. */
async function spans(service: string, minutes: readonly number[], count: number): Promise<void> {
  const own = { resource: resource(service) };
  await store.add({
    spans: minutes.flatMap((minute) => Array.from({ length: count }, (_, n) => span({ ...own, start: at(minute * 60 + 10 + n / 100) }))),
  });
}

interface World {
  readonly runner: Runner;
  /** Sets the clock to `seconds` after T0, and evaluates what is due. */
  at(seconds: number): Promise<void>;
  now(): number;
  /** What the store answers with instead of an answer. */
  fault: BackendError | undefined;
  asked: number;
  readonly reported: unknown[];
}

function world(): World {
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
}

/** Seconds from T0 to a window's end. */
const seconds = (instant: number) => (instant - T0) / 1_000;

/** `60: ok → firing`, the oldest first. */
async function history(ruleId: string): Promise<string[]> {
  const changes = await stores.states.changes({ ruleId, limit: 1_000 });
  return changes
    .reverse()
    .map(({ at: end, from, to, reason }) => `${seconds(end)}: ${from} → ${to}${reason === undefined ? '' : ` (${reason})`}`);
}

/** `60 firing waiting`, the oldest first. */
async function outbox(ruleId: string): Promise<string[]> {
  const deliveries = await stores.deliveries.list({ ruleId, limit: 1_000 });
  return deliveries
    .toSorted((one, other) => one.notification.at - other.notification.at)
    .map(({ notification, state }) => `${seconds(notification.at)} ${notification.kind} ${state}`);
}

async function silence(id: string, time: SilenceTime): Promise<void> {
  await stores.silences.save({ id, owner: '', createdAt: millis(T0), matchers: [], rules: [], time, reason: 'Test' });
}

describe('in time', () => {
  it('judges a window once its late data had their time, tells of it once, and tells when it is over', async () => {
    const { at: tick } = world();
    await keep('late');
    await spans('late', [0], 4);
    await tick(61);
    await spans('late', [0], 2);
    await tick(89);
    expect(await history('late')).toEqual([]);
    await tick(90);
    expect(await history('late')).toEqual(['60: ok → firing']);
    // what comes later than that is too late, and no window is judged again
    await spans('late', [0], 100);
    for (const second of [91, 100, 149]) await tick(second);
    expect((await stores.states.state('late'))?.instances).toMatchObject([{ value: 6, labels: { 'service.name': 'late' } }]);
    expect(await outbox('late')).toEqual(['60 firing waiting']);
    await spans('late', [1], 5);
    await tick(150);
    expect(await history('late')).toEqual(['60: ok → firing', '120: firing → ok']);
    expect(await outbox('late')).toEqual(['60 firing waiting', '120 resolved waiting']);
  });

  it('keeps what happened while a silence held, and tells what still fires when it ends', async () => {
    const { at: tick } = world();
    await keep('held');
    await spans('held', [0, 1, 2], 6);
    await silence('s', { kind: 'once', from: millis(T0), to: millis(T0 + 160_000) });
    for (const second of [30, 90, 150]) await tick(second);
    expect(await outbox('held')).toEqual(['60 firing silenced']);
    await tick(210);
    expect(await outbox('held')).toEqual(['60 firing silenced', '180 firing waiting']);
    expect(await history('held')).toEqual(['60: ok → firing']);
  });

  it('says nothing of an empty store where that is fine, and says it where it is not', async () => {
    const { at: tick, reported } = world();
    await keep('empty');
    await keep('silent', { noData: 'noData' });
    for (const second of [30, 90]) await tick(second);
    expect(await history('empty')).toEqual([]);
    expect(await history('silent')).toEqual(['0: ok → noData']);
    expect(await outbox('silent')).toEqual(['0 firing waiting']);
    expect(reported).toEqual([]);
  });
});

describe('when the question fails', () => {
  it('is in error, says so once, and goes on where it was when the store answers again', async () => {
    const here = world();
    await keep('broken');
    await spans('broken', [0, 1, 2, 3, 4], 6);
    for (const second of [30, 90]) await here.at(second);
    here.fault = new BackendError('unreachable', 'The store does not answer.', { executed: 'SELECT 1' });
    for (const second of [150, 210]) await here.at(second);
    expect((await stores.states.state('broken'))?.error).toMatchObject({ message: 'The store does not answer.', since: T0 + 120_000 });
    here.fault = undefined;
    await here.at(270);
    expect((await stores.states.state('broken'))?.error).toBeUndefined();
    expect(await history('broken')).toEqual([
      '60: ok → firing',
      '120: ok → error (The query failed: The store does not answer.)',
      '240: error → ok (The query works again.)',
    ]);
    expect((await outbox('broken')).slice(0, 2)).toEqual(['60 firing waiting', '120 firing waiting']);
  });

  it('holds up no other rule, however long it takes; and is not asked again meanwhile', async () => {
    let release = () => {};
    const stuck = new Promise<void>((resolve) => (release = resolve));
    const asked: string[] = [];
    const runner = createRunner({
      stores,
      run: async ({ spec, frame }) => {
        const isSlow = JSON.stringify(spec).includes('"slow"');
        asked.push(isSlow ? 'slow' : 'quick');
        if (isSlow) await stuck;
        return store.ask(spec, frame);
      },
      publicUrl: '',
      now: () => millis(T0 + 30_000),
      report: (error) => {
        throw error;
      },
    });
    await keep('slow');
    await keep('quick');
    const ticks = [runner.tick(signal), runner.tick(signal)];
    await vi.waitFor(async () => expect(await stores.states.state('quick')).toBeDefined(), 20_000);
    expect(await stores.states.state('slow')).toBeUndefined();
    release();
    await Promise.all(ticks);
    expect(asked.toSorted()).toEqual(['quick', 'slow']);
    expect((await stores.states.state('slow'))?.evaluatedTo).toBe(T0);
  });
});

describe('after a pause', () => {
  it('catches up on what it missed as if it had been there', async () => {
    await keep('there');
    await keep('back');
    for (const service of ['there', 'back']) {
      await spans(service, [2, 3, 7], 6);
      await spans(service, [4, 8], 2);
    }
    const [there, back] = [world(), world()];
    await back.at(30);
    await stores.rules.remove('back');
    for (let second = 90; second <= 690; second += 60) await there.at(second);
    const expected = await history('there');
    expect(expected).toEqual(['180: ok → firing', '300: firing → ok', '480: ok → firing', '540: firing → ok']);

    // the other one was evaluated to 00:00, and then nobody was there for eleven minutes
    const [newest] = await stores.rules.revisions('back');
    if (!newest) throw new Error('it was kept');
    await stores.rules.save({ ...newest, basedOn: 1 });
    const state = await stores.states.state('there');
    if (!state) throw new Error('it was evaluated');
    const before = { ...state, ruleId: 'back', evaluatedTo: millis(T0), instances: [], ranAt: millis(T0 + 30_000) };
    await stores.states.keep({ state: before, changes: [], deliveries: [] }, undefined);
    const late = world();
    await late.at(690);
    expect(late.asked).toBe(1);
    expect(await history('back')).toEqual(expected);
    expect(await outbox('back')).toEqual(await outbox('there'));
  });

  it('judges the newest sixty windows, and says which it skipped', async () => {
    const { at: tick } = world();
    await keep('jump');
    await tick(30);
    await tick(3 * 86_400 + 30);
    expect(await history('jump')).toEqual([
      `${3 * 86_400 - 3_600}: ok → ok (Not evaluated from 2026-11-21 00:00:00 UTC to 2026-11-23 23:00:00 UTC: 4260 windows were skipped.)`,
    ]);
    expect((await stores.states.state('jump'))?.evaluatedTo).toBe(T0 + 3 * DAY);
  });

  it('forgets a group that has sent nothing for a day, and takes back what was told of it', async () => {
    const { at: tick } = world();
    await keep('gone', { noData: 'keep' });
    await spans('gone', [0], 6);
    for (const second of [30, 90]) await tick(second);
    await tick(86_400);
    expect((await stores.states.state('gone'))?.instances).toMatchObject([{ state: 'firing' }]);
    await tick(86_400 + 90);
    expect((await stores.states.state('gone'))?.instances).toEqual([]);
    expect((await history('gone')).at(-1)).toBe(`${86_400 + 60}: firing → ok (The group has sent nothing for 24\u00a0h.)`);
    expect(await outbox('gone')).toEqual(['60 firing waiting', `${86_400 + 60} resolved waiting`]);
  });
});

describe('a clock that goes back', () => {
  it('is waited for where it is less than an hour: no window is judged twice', async () => {
    const here = world();
    await keep('waits');
    for (const second of [3_600, 3_690]) await here.at(second);
    const { asked } = here;
    for (const second of [1_890, 3_000, 3_689]) await here.at(second);
    expect(here.asked).toBe(asked);
    await here.at(3_750);
    expect(here.asked).toBe(asked + 1);
  });

  it('is followed where it is more, and what was told is not told again', async () => {
    const { at: tick } = world();
    await keep('far');
    await spans('far', [0, 1, 299, 300], 6);
    for (const second of [300 * 60 - 30, 300 * 60 + 30]) await tick(second);
    expect(await outbox('far')).toEqual([`${300 * 60} firing waiting`]);
    await tick(90);
    const state = await stores.states.state('far');
    expect(state?.evaluatedTo).toBe(T0 + MINUTE);
    expect(state?.instances).toMatchObject([{ state: 'firing', since: T0 }]);
    expect((await history('far')).filter((line) => line.includes('clock'))).toEqual([
      '0: ok → ok (The clock went back, from 2026-11-21 05:00:30 UTC to 2026-11-21 00:01:30 UTC: evaluation begins anew.)',
    ]);
    expect(await outbox('far')).toEqual([`${300 * 60} firing waiting`]);
    for (const second of [150, 210]) await tick(second);
    expect(await outbox('far')).toEqual(['180 resolved waiting', `${300 * 60} firing waiting`]);
  });
});

it('on the day when clocks change, judges every window once, and a silence holds at its zone’s time of day', async () => {
  // 2026-03-29, 02:00 in Berlin is 03:00: that hour of the silence begins at 01:00 UTC, a week before it was 02:00 UTC
  await silence('nightly', { kind: 'weekly', days: [7], start: '03:00', minutes: 60, zone: 'Europe/Berlin' });
  const midnight = Date.UTC(2026, 2, 29);
  for (const [day, held] of [
    [midnight - 7 * DAY, 2],
    [midnight, 1],
  ] as const) {
    const id = `dst-${held}`;
    await keep(id, { every: HOUR, over: HOUR, noData: 'fire', repeat: millis(HOUR) });
    const here = world();
    for (let hour = 0; hour <= 23; hour += 1) await here.at((day + hour * HOUR + 30_000 - T0) / 1_000);
    expect(here.asked).toBe(24);
    const told = (await stores.deliveries.list({ ruleId: id, limit: 100 })).filter(({ state }) => state === 'waiting');
    const hours = told.map(({ notification }) => (notification.at - day) / HOUR).toSorted((one, other) => one - other);
    expect(hours).toEqual(Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour !== held));
    await stores.rules.remove(id);
  }
});

it('evaluates on while a channel is down for an hour, and everything arrives in order, each under one key', async () => {
  const here = world();
  await keep('outage');
  await spans('outage', [2, 3, 20, 21, 40], 6);
  await stores.channels.save({
    id: 'ops',
    owner: '',
    createdAt: millis(T0),
    name: 'Ops',
    target: { kind: 'webhook', url: 'http://ops.test', headers: {}, template: '', signingKey: '' },
  });
  const arrived: string[] = [];
  const tried = new Set<string>();
  const sender = createAlertSender({
    ...stores,
    publicUrl: '',
    now: () => millis(here.now()),
    random: () => 0.5,
    report: (error) => {
      throw error;
    },
    send: (_, notification) => {
      tried.add(notification.id);
      if (here.now() < T0 + HOUR) return Promise.resolve({ kind: 'retry', outcome: 'ECONNREFUSED' });
      arrived.push(`${seconds(notification.at)} ${notification.kind} ${notification.id}`);
      return Promise.resolve({ kind: 'sent', outcome: 'HTTP 200' });
    },
  });
  for (let second = 30; second <= 2 * 3_600; second += 60) {
    await here.at(second);
    expect((await stores.states.state('outage'))?.evaluatedTo).toBe(T0 + (second - 30) * 1_000);
    await sender.tick();
    await sender.settled();
  }
  expect(arrived.map((each) => each.replace(/ \S+$/, ''))).toEqual([
    '180 firing',
    '300 resolved',
    '1260 firing',
    '1380 resolved',
    '2460 firing',
    '2520 resolved',
  ]);
  expect(tried.size).toBe(6);
  expect((await stores.deliveries.list({ ruleId: 'outage', limit: 100 })).every(({ state }) => state === 'sent')).toBe(true);
});
