/** What the hours of series say is what all their points say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POINTS_BY_HOUR } from '@/lib/backends/clickhouse/metric-rollup-hours';
import { figuresOf, rounded, series, table, type Asked } from '@/lib/backends/clickhouse/metric-questions.testing';
import { frame, openTestStore, point, resource, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis } from '@/lib/base/time';
import type { Frame, Measure, SeriesSpec, TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import type { MetricData, MetricPoint } from '@/lib/model/telemetry';

const HOUR = 3_600;
const DAY = 24 * HOUR;
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const value = record('value');
const increase: Measure = { fn: 'increase', of: value };
const last: Measure = { fn: 'last', of: value };
const gauge = (amount: number): MetricData => ({ type: 'gauge', value: amount });
const sum = (amount: number, temporality: 1 | 2 = 2, monotonic = true): MetricData => ({
  type: 'sum',
  value: amount,
  temporality,
  monotonic,
});

/** The values of the only series. */
async function line(spec: SeriesSpec, when: Frame): Promise<unknown> {
  const answer = await store.ask(spec, when);
  expect(answer.rollup).toBe(POINTS_BY_HOUR);
  return answer.kind === 'series' && answer.series.map(({ points }) => points.map(([, each]) => rounded(each)));
}

const HOURS = frame(0, 2 * DAY, HOUR);
/** Values by hour: those given, then none. */
const begins = (...values: (number | null)[]) => [[...values, ...Array<null>(48 - values.length).fill(null)]];

describe('figures by hand', () => {
  it('of a gauge: what all points of the hour come to', async () => {
    await store.add({ points: [[60, 4], [1_800, 1], [3_540, 7]].map(([at = 0, amount = 0]) => point('h.gauge', at, -DAY, gauge(amount))) }); // prettier-ignore
    await store.add({ points: [point('h.gauge', 3_660, -DAY, gauge(5)), point('h.gauge', 600, -DAY, gauge(8))] });
    expect(await line(series('h.gauge', [last]), HOURS)).toEqual(begins(7, 5));
    expect(await line(series('h.gauge', [{ fn: 'avg', of: value }]), HOURS)).toEqual(begins(5, 5));
    expect(await line(series('h.gauge', [{ fn: 'min', of: value }]), HOURS)).toEqual(begins(1, 5));
    expect(await line(series('h.gauge', [{ fn: 'max', of: value }]), HOURS)).toEqual(begins(8, 5));
    expect(await line(series('h.gauge', [{ fn: 'count' }]), HOURS)).toEqual(begins(4, 1));
    expect(await line(series('h.gauge', [{ fn: 'rate' }]), HOURS)).toEqual(
      begins(rounded(4 / HOUR) as number, rounded(1 / HOUR) as number),
    );
  });

  it.each<[string, [number, number, number][], (number | null)[]]>([
    // [second, value, start]; 100 before the range
    ['that only rises', [[-60, 100, -DAY], [60, 103, -DAY], [1_800, 110, -DAY], [3_540, 120, -DAY], [3_660, 121, -DAY]], [20, 1]],
    ['that falls: 3 to 103, all of 2, 7 more', [[-60, 100, -DAY], [60, 103, -DAY], [600, 2, -DAY], [1_200, 9, -DAY]], [12]],
    ['that falls and rises above what it was: 20 to 120, 3, and 147', [[-60, 100, -DAY], [60, 120, -DAY], [600, 3, -DAY], [1_200, 150, -DAY]], [170]],
    ['that begins anew by its start alone: 3, all of 104, 6', [[-60, 100, -DAY], [60, 103, -DAY], [600, 104, 300], [1_200, 110, 300]], [113]],
    ['that begins anew between two hours: 3, then all of 50, 1', [[-60, 100, -DAY], [60, 101, -DAY], [3_540, 103, -DAY], [3_660, 50, 3_600], [4_000, 51, 3_600]], [3, 51]],
  ])('of a counter %s', async (name, points, expected) => {
    await store.add({ points: points.map(([at, amount, start]) => point(`h.${name}`, at, start, sum(amount))) });
    expect(await line(series(`h.${name}`, [increase]), HOURS)).toEqual(begins(...expected));
    const whole = expected.reduce<number>((all, each) => all + (each ?? 0), 0);
    expect(figuresOf(await store.ask(table(`h.${name}`, [increase]), HOURS))).toEqual([[whole]]);
  }); // prettier-ignore

  it('of deltas: all that the points say', async () => {
    await store.add({ points: [[60, 4], [120, 3], [3_660, 5]].map(([at = 0, amount = 0]) => point('h.delta', at, at - 60, sum(amount, 1))) }); // prettier-ignore
    expect(await line(series('h.delta', [increase]), HOURS)).toEqual(begins(7, 5));
  });

  it('of deltas of half an hour: each over the time that it tells of', async () => {
    await store.add({ points: [[600, 30], [2_400, 12], [4_200, 6]].map(([at = 0, amount = 0]) => point('h.long', at, at - 1_800, sum(amount, 1))) }); // prettier-ignore
    // a third of 30, all of 12, two thirds of 6; then the rest of 6
    expect(await line(series('h.long', [increase]), HOURS)).toEqual(begins(10 + 12 + 4, 2));
  });

  it('of a counter that was silent: what it then added, over the time that it was', async () => {
    await store.add({ points: [[60, 10], [1_800, 20], [9_000, 140]].map(([at = 0, amount = 0]) => point('h.silent', at, -DAY, sum(amount))) }); // prettier-ignore
    // 120 over two hours, of which half an hour lies in the first, one hour in the second, half an hour in the third
    expect(await line(series('h.silent', [increase]), HOURS)).toEqual(begins(10 + 30, 60, 30));
  });
});

describe('the same as from all points', () => {
  const FROM = 40 * DAY;
  beforeAll(async () => {
    let state = 11;
    // repeatable: a linear congruential generator (Numerical Recipes)
    const next = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    const points: MetricPoint[] = [];
    for (const [index, host] of ['a', 'b', 'c', 'd'].entries()) {
      const from = resource(index < 2 ? 'api' : 'jobs', { 'host.name': host });
      const own = { 'tenant.id': index % 2 === 0 ? 'acme' : 'beta', platform: index === 3 ? 'web' : 'tv' };
      let [start, total, level] = [FROM - 2 * DAY, 0, 0];
      // points a minute to twelve apart, gaps of up to two hours, restarts that the start time tells and ones that it does not
      for (
        let at = FROM - DAY;
        at < FROM + 4 * DAY;
        at += next() < 0.01 ? 1_000 + Math.floor(next() * 6_000) : 60 + Math.floor(next() * 660)
      ) {
        const change = next();
        if (change < 0.01) [start, total] = [at - 20, 0];
        else if (change < 0.02) total = 0;
        total += next() < 0.3 ? 0 : next() * 90;
        level += next() * 10 - 5;
        points.push(point('r.gauge', at, start, gauge(next() * 50), own, from), point('r.counter', at, start, sum(total), own, from));
        points.push(point('r.level', at, start, sum(level, 2, false), own, from));
        if (host !== 'd') points.push(point('r.delta', at, at - 60, sum(next() * 5, 1), own, from));
      }
    }
    // they come in several requests, some long after their neighbours
    const part = points.map((each) => ({ each, part: next() < 0.1 ? 3 : Math.floor(next() * 3) }));
    for (const number of [0, 1, 2, 3]) await store.add({ points: part.filter((one) => one.part === number).map(({ each }) => each) });
  });

  const ofGauges: Measure[] = [last, { fn: 'avg', of: value }, { fn: 'min', of: value }, { fn: 'max', of: value }, { fn: 'count' }, { fn: 'rate' }, { fn: 'sum', of: value }, { fn: 'distinct', of: record('host') }, { fn: 'ratio', where: { op: 'eq', field: attribute('platform'), value: 'tv' } }]; // prettier-ignore
  const ofCounters: Measure[] = [increase, { fn: 'rate' }, { fn: 'sum', of: value }, { fn: 'count' }, { fn: 'avg', of: value }, { fn: 'distinct', of: record('host') }, { fn: 'ratio', where: { op: 'eq', field: record('tenant'), value: 'acme' } }]; // prettier-ignore
  const measuresOf = (metric: string) => (metric === 'r.gauge' || metric === 'r.level' ? ofGauges : ofCounters);
  const METRICS = ['r.gauge', 'r.level', 'r.counter', 'r.delta'];

  const ASKED: [string, Asked][] = [
    ['all', {}],
    ['by label', { by: [attribute('platform')] }],
    ['by host', { by: [record('host')] }],
    ['by tenant and service, the largest', { by: [record('tenant'), record('service')], limit: 2 }],
    ['of one service', { where: { op: 'eq', field: record('service'), value: 'api' }, by: [record('tenant')] }],
    ['of a label and a host', { where: { op: 'and', of: [{ op: 'exists', field: attribute('platform') }, { op: 'ne', field: record('host'), value: 'a' }] } }], // prettier-ignore
    ['of nobody', { where: { op: 'eq', field: record('tenant'), value: 'nobody' } }],
  ];
  const FRAMES: [string, Frame][] = [
    ['days of hours', frame(FROM, FROM + 3 * DAY, HOUR)],
    ['steps of six hours', frame(FROM, FROM + 4 * DAY, 6 * HOUR)],
    ['up to after the newest point', frame(FROM + DAY, FROM + 5 * DAY, 12 * HOUR)],
    ['a range that cuts hours at both ends', frame(FROM + 1_234, FROM + 2 * DAY + 2_345, HOUR)],
    ['windows that slide', { ...frame(FROM + DAY, FROM + 3 * DAY, 2 * HOUR), over: millis(6 * HOUR * 1_000) }],
    ['windows shorter than a step', { ...frame(FROM + DAY, FROM + 4 * DAY, 6 * HOUR), over: millis(HOUR * 1_000) }],
  ];
  // each frame with some of what is asked, in turn
  const CASES = METRICS.flatMap((metric, turn) =>
    FRAMES.flatMap(([when, each], index) =>
      ASKED.filter((_, place) => (turn + index + place) % 4 === 0).map(([what, asked]) => [metric, when, what, each, asked] as const),
    ),
  );

  it.each(CASES)('%s, %s, %s', async (metric, _, __, when, asked) => {
    const specs = [
      series(metric, measuresOf(metric), asked),
      ...(when.over === undefined ? [table(metric, measuresOf(metric), asked)] : []),
    ];
    for (const spec of specs) {
      const [fast, slow] = [await store.ask(spec, when), await store.ask(spec, when, undefined, false)];
      expect([fast.rollup, slow.rollup]).toEqual([POINTS_BY_HOUR, undefined]);
      expect(figuresOf(fast)).toEqual(figuresOf(slow));
      expect(fast.partial).toBe(slow.partial);
    }
  });

  it.each<[string, TableSpec, Frame]>([
    ['a table of a range that cuts minutes', table('r.counter', ofCounters, { by: [record('host')] }), frame(FROM + 77, FROM + 2 * DAY + 3_333, 600)],
    ['a table of gauges, too', table('r.gauge', ofGauges, { by: [record('host')] }), frame(FROM + 77, FROM + 2 * DAY + 3_333, 600)],
  ])('%s', async (_, spec, when) => {
    const [fast, slow] = [await store.ask(spec, when), await store.ask(spec, when, undefined, false)];
    expect(fast.rollup).toBe(POINTS_BY_HOUR);
    expect(figuresOf(fast)).toEqual(figuresOf(slow));
  }); // prettier-ignore

  it.each(METRICS)('the largest groups and how they went in one statement, as in two: %s', async (metric) => {
    // tables of an exporter do not say how many series there are, so they are asked twice
    for (const [, asked] of ASKED.filter(([, { by }]) => by)) {
      for (const when of [frame(FROM, FROM + 6 * HOUR, 900), frame(FROM + 333, FROM + DAY, HOUR)]) {
        const spec = series(metric, measuresOf(metric), { ...asked, limit: 2 });
        const [one, two] = [await store.ask(spec, when), await store.ask(spec, when, store.plain)];
        expect([one, two].map(({ executed }) => executed.includes('GROUPING SETS'))).toEqual([true, false]);
        expect(figuresOf(one)).toEqual(figuresOf(two));
        expect(one.partial).toBe(two.partial);
      }
    }
  });

  it.each<[string, SeriesSpec | TableSpec, Frame]>([
    ['steps that cut hours', series('r.gauge', [last]), frame(FROM, FROM + 2 * DAY, 1_800)],
    ['windows that cut hours', series('r.gauge', [last]), { ...frame(FROM, FROM + 2 * DAY, HOUR), over: millis(1_800_000) }],
    ['a short range', series('r.gauge', [last]), frame(FROM, FROM + 20 * HOUR, HOUR)],
    ['percentiles', table('r.gauge', [{ fn: 'quantile', of: value, q: 0.5 }]), FRAMES[0]?.[1] ?? HOURS],
    ['the greatest that a counter added', table('r.counter', [{ fn: 'max', of: value }]), FRAMES[0]?.[1] ?? HOURS],
    ['a filter by value', table('r.gauge', [{ fn: 'count' }], { where: { op: 'gt', field: value, value: 3 } }), FRAMES[0]?.[1] ?? HOURS],
    ['a group by scope', table('r.gauge', [{ fn: 'count' }], { by: [record('scope')] }), FRAMES[0]?.[1] ?? HOURS],
    ['a distribution', series('r.gauge', [{ fn: 'distribution', of: value }]), FRAMES[0]?.[1] ?? HOURS],
  ])('all points answer %s', async (_, spec, when) => {
    expect((await store.ask(spec, when)).rollup).toBeUndefined();
  }); // prettier-ignore

  it.each(METRICS)('the engine reads its projection of %s, and no points where none are needed', async (metric) => {
    const { executed } = await store.ask(
      series(metric, measuresOf(metric), { by: [attribute('platform')] }),
      frame(FROM, FROM + 3 * DAY, HOUR),
    );
    const { rows } = await store.transport.query(`EXPLAIN ${executed}`, {}, { signal: new AbortController().signal });
    expect(rows.map(([row]) => String(row)).join('\n')).toContain('points_by_hour');
  });
});

it('more groups and steps than one answer has room for: the largest are still told', async () => {
  const [hosts, minutes] = [201, 100];
  // the host's number every minute
  await store.add({
    points: Array.from({ length: hosts * minutes }, (_, index) =>
      point('many', Math.floor(index / hosts) * 60, -DAY, gauge(index % hosts), {}, resource('api', { 'host.name': `h${index % hosts}` })),
    ),
  });
  const spec = series('many', [{ fn: 'max', of: value }], { by: [record('host')], limit: 2 });
  const answer = await store.ask(spec, frame(0, minutes * 60, 60));
  expect(answer.executed).not.toContain('GROUPING SETS');
  expect(answer.partial).toBe(true);
  expect(figuresOf(answer)).toEqual(
    [200, 199].map((host) => [[`h${host}`], 0, Array.from({ length: minutes }, () => [expect.any(Number), host] as unknown)]),
  );
});
