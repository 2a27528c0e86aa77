/** Rules evaluated in time: what is told, held back and kept. */
import { describe, expect, it, vi } from 'vitest';
import { createRunner } from '@/lib/alerts/runner';
import { T0 } from '@/lib/backends/clickhouse/run.testing';
import { HOUR, millis } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import { createAlertSender } from '@/lib/server/alert-sender';
import { seconds, openAlertWorld } from '@/lib/server/alert-world.testing';

const alerts = openAlertWorld();
const { keep, spans, world, history, outbox, silence } = alerts;
const { signal } = new AbortController();

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
    expect((await alerts.stores().states.state('late'))?.instances).toMatchObject([{ value: 6, labels: { 'service.name': 'late' } }]);
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

  it('takes back what it told of a rule that is paused, and tells again when it runs again and still fires', async () => {
    const { at: tick } = world();
    await keep('paused');
    await spans('paused', [0, 1, 2, 3], 6);
    await tick(90);
    const { rules, states } = alerts.stores();
    const revise = async (basedOn: number, paused: boolean) => {
      const saved = await rules.get('paused');
      if (!saved) throw new Error('it was kept');
      await rules.save({ rule: { ...saved.rule, paused }, basedOn, note: '', savedBy: '', savedAt: millis(T0) });
    };
    await revise(1, true);
    for (const second of [100, 110, 160]) await tick(second);
    expect(await outbox('paused')).toEqual(['60 firing waiting', '100 resolved waiting']);
    expect(await history('paused')).toEqual(['60: ok → firing', '100: firing → ok (The rule was paused.)']);
    expect((await states.state('paused'))?.instances).toEqual([]);
    await revise(2, false);
    await tick(210);
    expect(await outbox('paused')).toEqual(['60 firing waiting', '100 resolved waiting', '120 firing waiting']);
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
    expect((await alerts.stores().states.state('broken'))?.error).toMatchObject({
      message: 'The store does not answer.',
      since: T0 + 120_000,
    });
    here.fault = undefined;
    await here.at(270);
    expect((await alerts.stores().states.state('broken'))?.error).toBeUndefined();
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
      stores: alerts.stores(),
      run: async ({ spec, frame }) => {
        const isSlow = JSON.stringify(spec).includes('"slow"');
        asked.push(isSlow ? 'slow' : 'quick');
        if (isSlow) await stuck;
        return alerts.store().ask(spec, frame);
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
    await vi.waitFor(async () => expect(await alerts.stores().states.state('quick')).toBeDefined(), 20_000);
    expect(await alerts.stores().states.state('slow')).toBeUndefined();
    release();
    await Promise.all(ticks);
    expect(asked.toSorted()).toEqual(['quick', 'slow']);
    expect((await alerts.stores().states.state('slow'))?.evaluatedTo).toBe(T0);
  });
});

it('evaluates on while a channel is down for an hour, and everything arrives in order, each under one key', async () => {
  const here = world();
  await keep('outage');
  await spans('outage', [2, 3, 20, 21, 40], 6);
  await alerts.stores().channels.save({
    id: 'ops',
    owner: '',
    createdAt: millis(T0),
    name: 'Ops',
    target: { kind: 'webhook', url: 'http://ops.test', headers: {}, template: '', signingKey: '' },
  });
  const arrived: string[] = [];
  const tried = new Set<string>();
  const sender = createAlertSender({
    ...alerts.stores(),
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
    expect((await alerts.stores().states.state('outage'))?.evaluatedTo).toBe(T0 + (second - 30) * 1_000);
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
  expect((await alerts.stores().deliveries.list({ ruleId: 'outage', limit: 100 })).every(({ state }) => state === 'sent')).toBe(true);
}, 120_000);
