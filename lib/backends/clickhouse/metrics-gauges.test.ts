import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frame, openTestStore, point, resource, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { record } from '@/lib/model/record-field';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';
import type { MetricPoint } from '@/lib/model/telemetry';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const value = record('value');
const last: Measure = { fn: 'last', of: value };
const avg: Measure = { fn: 'avg', of: value };

/** Points of a gauge of `host` at [seconds, value]. */
function gauge(name: string, values: readonly (readonly [number, number])[], host = 'h1'): MetricPoint[] {
  return values.map(([second, amount]) =>
    point(name, second, -9_000, { type: 'gauge', value: amount }, {}, resource('api', { 'host.name': host })),
  );
}

/** One value for each step of the frame, by measure and group; null where the answer has none. */
async function steps(metric: string, measures: Measure[], when: ReturnType<typeof frame>, by: Field[] = []) {
  const answer = await store.ask({ kind: 'series', source: { signal: 'metrics', metric }, measures, by, limit: 100 }, when);
  if (answer.kind !== 'series') throw new Error(answer.kind);
  const { range, step } = when;
  const times = Array.from({ length: (range.to - range.from) / step }, (_, index) => range.from + index * step);
  return answer.series.map(({ points }) => {
    const values = new Map(points.map(([at, each]) => [Number(at), each]));
    return times.map((at) => values.get(at) ?? null);
  });
}

describe('steps shorter than the time between two points', () => {
  it('hold the value of the point before', async () => {
    await store.add({ points: gauge('g.held', [[-110, 1], [-50, 2], [10, 3], [70, 5], [130, 4]]) }); // prettier-ignore
    // steps of 15 s from 0: the point at −50 s holds until that at 10 s; that at 130 s for as long as the two before it took, 120 s
    const when = frame(0, 300, 15);
    const expected = [3, 3, 3, 3, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, null, null, null];
    expect(await steps('g.held', [last], when)).toEqual([expected]);
    expect(await steps('g.held', [avg], when)).toEqual([expected]);
    expect(await steps('g.held', [{ fn: 'max', of: value }], when)).toEqual([expected]);
  });

  it('begin with what the last point before the range said', async () => {
    await store.add({ points: gauge('g.before', [[-170, 1], [-110, 2], [-50, 7], [10, 3]]) }); // prettier-ignore
    expect(await steps('g.before', [last], frame(-30, 30, 15))).toEqual([[7, 7, 3, 3]]);
  });

  it('are a gap where points are missing', async () => {
    // one a quarter of a minute, and none from 60 s to 150 s: the last one holds for 30 s
    const at = (from: number, to: number) => Array.from({ length: (to - from) / 15 }, (_, index) => [from + index * 15 + 1, 1] as const);
    await store.add({ points: gauge('g.gap', [...at(0, 60), ...at(150, 210)]) });
    expect(await steps('g.gap', [last], frame(0, 210, 15))).toEqual([[1, 1, 1, 1, 1, 1, null, null, null, null, 1, 1, 1, 1]]);
  });

  it('add up all series, whenever in the minute each is told', async () => {
    await store.add({ points: gauge('g.sum', [[-125, 10], [-65, 10], [-5, 10], [55, 20]], 'h1') }); // prettier-ignore
    await store.add({ points: gauge('g.sum', [[-155, 1], [-95, 1], [-35, 1], [25, 2]], 'h2') }); // prettier-ignore
    // 10 + 1; from 15 s on, whose step holds the point at 25 s, 10 + 2; from 45 s on, for that at 55 s, 20 + 2
    expect(await steps('g.sum', [last], frame(0, 60, 15))).toEqual([[11, 12, 12, 22]]);
    expect(await steps('g.sum', [{ fn: 'sum', of: value }], frame(0, 60, 15))).toEqual([[11, 12, 12, 22]]);
    expect(await steps('g.sum', [last], frame(0, 60, 15), [record('host')])).toEqual([
      [10, 10, 10, 20],
      [1, 2, 2, 2],
    ]);
  });

  it('count each point once', async () => {
    await store.add({ points: gauge('g.count', [[-110, 1], [-50, 2], [10, 3], [70, 5]]) }); // prettier-ignore
    expect(await steps('g.count', [{ fn: 'count' }], frame(0, 90, 15))).toEqual([[1, 0, 0, 0, 1, 0]]);
    expect(await steps('g.count', [{ fn: 'rate' }], frame(0, 90, 15))).toEqual([[1 / 15, 0, 0, 0, 1 / 15, 0]]);
  });
});

it('longer steps are of their own points alone', async () => {
  // one every ten seconds of an hour, but for the first two minutes after the half hour
  const seconds = Array.from({ length: 360 }, (_, index) => index * 10).filter((at) => at < 1_800 || at >= 1_920);
  await store.add({ points: gauge('g.long', seconds.map((at) => [at, at])) }); // prettier-ignore
  expect(await steps('g.long', [last], frame(1_680, 2_040, 120))).toEqual([[1_790, null, 2_030]]);
});
