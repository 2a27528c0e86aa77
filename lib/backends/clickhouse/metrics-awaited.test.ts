import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestStore, point, resource, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { MINUTE, millis, SECOND } from '@/lib/base/time';
import { record } from '@/lib/model/record-field';
import type { Measure } from '@/lib/model/query';
import type { MetricData, MetricPoint } from '@/lib/model/telemetry';

let store: TestStore;
/** A minute, in ms; times below are in seconds from it. */
const base = T0 + 60 * MINUTE;
const seconds = (base - T0) / SECOND;
/** By the clock it is so many seconds past that minute. */
const NOW = 20;

const STEP = 15;
const increase: Measure = { fn: 'increase', of: record('value') };

/** One a second, told at those times. */
function counter(name: string, times: readonly number[], host: string): MetricPoint[] {
  const counted = (at: number): MetricData => ({ type: 'sum', value: 1_000 + at, temporality: 2, monotonic: true });
  return times.map((at) => point(name, seconds + at, seconds - 9_000, counted(at), {}, resource('api', { 'host.name': host })));
}

beforeAll(async () => {
  store = await openTestStore();
  vi.useFakeTimers({ toFake: ['Date'], now: base + NOW * SECOND });
  const minutes = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index * 60);
  // one a minute, twenty seconds apart; the third has ended
  await store.add({ points: [...counter('c', minutes(-900, 16), 'a'), ...counter('c', minutes(-880, 15), 'b'), ...counter('c', minutes(-900, 7), 'gone')] }); // prettier-ignore
});
afterAll(async () => {
  vi.useRealTimers();
  await store.close();
});

/** What the counters added in each step of [from, to), in seconds. */
async function added(from: number, to: number, measure = increase): Promise<(number | null)[]> {
  const range = { from: millis(base + from * SECOND), to: millis(base + to * SECOND) };
  const answer = await store.ask(
    { kind: 'series', source: { signal: 'metrics', metric: 'c' }, measures: [measure], by: [], limit: 10 },
    { range, step: millis(STEP * SECOND) },
  );
  if (answer.kind !== 'series') throw new Error(answer.kind);
  return answer.series[0]?.points.map(([, value]) => (value === null ? null : Math.round(value))) ?? [];
}

it('steps that not every counter has told of yet are a gap, and a counter that has ended is not waited for', async () => {
  // b was last told 40 s before the minute: up to then both added 15 in each step; from -45 s on a alone tells
  const steps = await added(-840, 60);
  expect(steps.slice(40, 53)).toEqual(Array.from({ length: 13 }, () => 30));
  expect(steps.slice(53)).toEqual(Array.from({ length: 7 }, () => null));
});

it('a range that has ended is told to the last by the points after it', async () => {
  // in it a tells up to -300 s, b up to -280 s; their next points, at -240 s and -220 s, tell of the rest
  expect((await added(-840, -240)).slice(-5)).toEqual([30, 30, 30, 30, 30]);
  // a part of the last step is in it
  expect((await added(-840, -250)).slice(-2)).toEqual([30, 10]);
});

it('of a range that has ended a moment ago, what is not told yet is a gap', async () => {
  expect((await added(-840, 0)).slice(-4)).toEqual([30, null, null, null]);
});

it('points after the range that tell of nothing in it are not counted', async () => {
  const once: MetricData = { type: 'sum', value: 7, temporality: 1, monotonic: true };
  const at = (second: number) => point('delta', seconds + second, seconds + second - 10, once);
  await store.add({ points: [at(-500), at(-440), at(-420)] });
  const range = { from: millis(base - 600 * SECOND), to: millis(base - 450 * SECOND) };
  const answer = await store.ask(
    { kind: 'series', source: { signal: 'metrics', metric: 'delta' }, measures: [increase], by: [], limit: 10 },
    { range, step: millis(STEP * SECOND) },
  );
  expect(answer).toMatchObject({ series: [{ points: expect.arrayContaining([[base - 510 * SECOND, 7]]) }] });
  expect(answer.kind === 'series' && answer.series[0]?.points.filter(([, value]) => value !== null)).toHaveLength(1);
});

it('figures that do not add up are told as soon as there are any', async () => {
  const average: Measure = { fn: 'avg', of: record('value') };
  const steps = await added(-840, 60, average);
  expect(steps.slice(53).some((each) => each !== null)).toBe(true);
});
