/** Rules evaluated over pauses, and under clocks that jump. */
import { describe, expect, it } from 'vitest';
import { T0 } from '@/lib/backends/clickhouse/run.testing';
import { DAY, HOUR, millis, MINUTE } from '@/lib/base/time';
import { openAlertWorld } from '@/lib/server/alert-world.testing';

const alerts = openAlertWorld();
const { keep, spans, world, history, outbox, silence } = alerts;

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
    await alerts.stores().rules.remove('back');
    for (let second = 90; second <= 690; second += 60) await there.at(second);
    const expected = await history('there');
    expect(expected).toEqual(['180: ok → firing', '300: firing → ok', '480: ok → firing', '540: firing → ok']);

    // the other one was evaluated to 00:00, and then nobody was there for eleven minutes
    const [newest] = await alerts.stores().rules.revisions('back');
    if (!newest) throw new Error('it was kept');
    await alerts.stores().rules.save({ ...newest, basedOn: 1 });
    const state = await alerts.stores().states.state('there');
    if (!state) throw new Error('it was evaluated');
    const before = { ...state, ruleId: 'back', evaluatedTo: millis(T0), instances: [], ranAt: millis(T0 + 30_000) };
    await alerts.stores().states.keep({ state: before, changes: [], deliveries: [] }, undefined);
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
    expect((await alerts.stores().states.state('jump'))?.evaluatedTo).toBe(T0 + 3 * DAY);
  });

  it('forgets a group that has sent nothing for a day, and takes back what was told of it', async () => {
    const { at: tick } = world();
    await keep('gone', { noData: 'keep' });
    await spans('gone', [0], 6);
    for (const second of [30, 90]) await tick(second);
    await tick(86_400);
    expect((await alerts.stores().states.state('gone'))?.instances).toMatchObject([{ state: 'firing' }]);
    await tick(86_400 + 90);
    expect((await alerts.stores().states.state('gone'))?.instances).toEqual([]);
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
    const state = await alerts.stores().states.state('far');
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
    const told = (await alerts.stores().deliveries.list({ ruleId: id, limit: 100 })).filter(({ state }) => state === 'waiting');
    const hours = told.map(({ notification }) => (notification.at - day) / HOUR).toSorted((one, other) => one - other);
    expect(hours).toEqual(Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour !== held));
    await alerts.stores().rules.remove(id);
  }
}, 120_000);
