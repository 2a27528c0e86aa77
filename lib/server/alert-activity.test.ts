import { expect, it } from 'vitest';
import { point, T0 } from '@/lib/backends/clickhouse/run.testing';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import { openAlertWorld } from '@/lib/server/alert-world.testing';
import { readActivity, readSparklines } from '@/lib/server/alert-activity';

const { world, stores, spans, keep, store } = openAlertWorld();

it('adds up how long rules fired, also those that fire all along without a change', async () => {
  await keep('api');
  const made = world();
  // minutes 1 to 3 are beyond: it fires from the end of minute 1 (120 s) to the end of minute 4 (300 s)
  await spans('api', [0, 4], 1);
  await spans('api', [1, 2, 3], 9);
  for (let minute = 1; minute <= 5; minute++) await made.at(minute * 60 + 31);
  const now = millis(T0 + 10 * MINUTE);
  const ask = { length: millis(10 * MINUTE), step: millis(5 * MINUTE) };
  const { bars, knownFrom } = await readActivity(stores(), ask, now);
  expect(knownFrom).toBeUndefined();
  // steps that hold 00:05 to 00:15
  expect(bars).toEqual([
    { from: T0 + 5 * MINUTE, to: T0 + 10 * MINUTE, critical: 0, warn: 0, rules: [] },
    { from: T0 + 10 * MINUTE, to: T0 + 15 * MINUTE, critical: 0, warn: 0, rules: [] },
  ]);
  const earlier = await readActivity(stores(), ask, millis(T0 + 9 * MINUTE));
  expect(earlier.bars.map(({ warn, rules }) => [warn / MINUTE, rules])).toEqual([
    [3, ['api']],
    [0, []],
  ]);

  await keep('shop');
  await spans('shop', [0], 9);
  const other = world();
  await other.at(91);
  // it began to fire before the hour that is asked for, and nothing changed since
  const later = await readActivity(stores(), { length: HOUR, step: HOUR }, millis(T0 + 90 * MINUTE));
  expect(later.bars).toEqual([{ from: T0 + HOUR, to: T0 + 2 * HOUR, critical: 0, warn: 30 * MINUTE, rules: ['shop'] }]);
});

it('has one line for each rule, of its worst values: the lowest where low is bad', async () => {
  await keep('high');
  await keep('low', { condition: { is: 'below', warn: { at: 5, for: millis(0) } } });
  await keep('silent');
  const value = (id: string, seconds: number, figure: number) =>
    point('hearth.alert.value', seconds, 0, { type: 'gauge', value: figure }, { 'alert.id': id });
  await store().add({
    points: ['high', 'low'].flatMap((id) => [value(id, 10, 1.23456), value(id, 20, 7.98765), value(id, 610, 3)]),
  });
  const lines = await readSparklines(stores().rules, ({ spec, frame }) => store().ask(spec, frame), millis(T0 + 15 * MINUTE));
  expect(Object.keys(lines).toSorted()).toEqual(['high', 'low']);
  // 36 steps of five minutes, of which the last three end at 00:15
  expect(lines.high).toHaveLength(36);
  expect(lines.high?.slice(-4)).toEqual([null, 7.99, null, 3]);
  expect(lines.low?.slice(-4)).toEqual([null, 1.23, null, 3]);
});
