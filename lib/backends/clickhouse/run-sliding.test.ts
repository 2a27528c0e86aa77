/** Windows that slide over spans, logs and exceptions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, log, openTestStore, resource, series, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis, nanos } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Frame, Measure, SeriesSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const HOUR = 3_600;
const duration = record('duration');
const failed: Filter = { op: 'eq', field: record('error'), value: true };
const count: Measure = { fn: 'count' };

/** Windows of `over` seconds whose steps cover [from, to). */
function windows(from: number, to: number, step: number, over: number): Frame {
  return { ...frame(from, to, step), over: millis(over * 1_000) };
}

function pointsOf(answer: Answer): Record<string, (number | null)[]> {
  if (answer.kind !== 'series') throw new Error(answer.kind);
  return Object.fromEntries(
    answer.series.map(({ labels, measure, points }) => [
      [...labels, measure].join(' '),
      points.map(([, value]) => (value === null ? null : Math.round(value * 1e6) / 1e6)),
    ]),
  );
}

/** The same windows, each asked alone. */
async function oneByOne(spec: SeriesSpec, { range, step, over }: Frame, rollups = true): Promise<Record<string, (number | null)[]>> {
  const found: Record<string, (number | null)[]> = {};
  const steps = (range.to - range.from) / step;
  for (let index = 0; index < steps; index++) {
    const from = millis(range.from + index * step);
    const alone = pointsOf(await store.ask(spec, { range: { from, to: millis(from + step) }, step, over }, store.layout, rollups));
    for (const [key, [value = null]] of Object.entries(alone)) (found[key] ??= Array<number | null>(steps).fill(null))[index] = value;
  }
  return found;
}

describe('figures by hand', () => {
  const ofGroup = (group: string): Filter => ({ op: 'eq', field: attribute('g'), value: group });

  beforeAll(async () => {
    const begun = (seconds: number, service: string, error = false) =>
      span({
        start: at(seconds),
        duration: nanos(BigInt(Math.abs(seconds)) * 1_000_000_000n),
        resource: resource(service),
        statusCode: error ? 'Error' : 'Unset',
        attributes: { g: 'hand' },
      });
    const spans = [begun(-121, 'api'), begun(-120, 'api'), begun(-30, 'api', true), begun(10, 'api'), begun(59, 'api'), begun(100, 'api', true), begun(200, 'web')];
    await store.add({ spans });
  }); // prettier-ignore

  // Windows of 3 minutes that end after each minute: [−120, 60), [−60, 120), [0, 180), [60, 240), [120, 300).
  const asked = windows(0, 300, 60, 180);

  it('tell of what lies before the range, of gaps, and of a group that comes late', async () => {
    expect(pointsOf(await store.ask(series([count], [record('service')], ofGroup('hand')), asked))).toEqual({
      'api 0': [4, 4, 3, 1, null],
      'web 0': [null, null, null, 1, 1],
    });
  });

  it('are of all measures', async () => {
    const measures: Measure[] = [
      { fn: 'rate' },
      { fn: 'ratio', where: failed },
      { fn: 'max', of: duration },
      { fn: 'last', of: duration },
      { fn: 'sum', of: attribute('missing') },
      { fn: 'distinct', of: record('service') },
    ];
    expect(pointsOf(await store.ask(series(measures, [], ofGroup('hand')), asked))).toEqual({
      '0': [4, 4, 3, 2, 1].map((spans) => Math.round((spans / 180) * 1e6) / 1e6),
      '1': [1 / 4, 2 / 4, 1 / 3, 1 / 2, 0].map((share) => Math.round(share * 1e6) / 1e6),
      '2': [120e9, 100e9, 100e9, 200e9, 200e9],
      '3': [59e9, 100e9, 100e9, 200e9, 200e9],
      '4': [null, null, null, null, null],
      '5': [1, 1, 1, 2, 1],
    });
  });

  it('stand where their steps start, and end where the range does', async () => {
    const answer = await store.ask(series([count, { fn: 'rate' }], [], ofGroup('hand')), windows(0, 90, 60, 180));
    // [−60, 90): −30, 10 and 59 in 150 s.
    expect(answer).toMatchObject({ series: [{ points: [[T0, 4], [T0 + 60_000, 3]] }, { points: [[T0, 4 / 180], [T0 + 60_000, 3 / 150]] }] }); // prettier-ignore
  });

  it('may be shorter than a step', async () => {
    // [50, 60), [110, 120), [170, 180)
    const short = windows(0, 180, 60, 10);
    expect(pointsOf(await store.ask(series([count, { fn: 'rate' }], [], ofGroup('hand')), short))).toEqual({ '0': [1, null, null], '1': [0.1, null, null] }); // prettier-ignore
    expect(await oneByOne(series([count], [], ofGroup('hand')), short)).toEqual({ '0': [1, null, null] });
  });

  it('one alone is a gap where there is nothing, and is said to be cut', async () => {
    const alone = (from: number) => windows(from, from + 60, 60, 180);
    expect(pointsOf(await store.ask(series([count], [], ofGroup('hand')), alone(600)))).toEqual({});
    expect(pointsOf(await store.ask(series([count], [record('service')], ofGroup('hand')), alone(600)))).toEqual({});
    const cut = await store.ask(series([count], [record('service')], ofGroup('hand'), 1), alone(180));
    expect([pointsOf(cut), cut.partial]).toEqual([{ 'api 0': [1] }, true]);
  });

  it('keep the groups that are largest over the whole time', async () => {
    const cut = await store.ask(series([count], [record('service')], ofGroup('hand'), 1), asked);
    expect([pointsOf(cut), cut.partial]).toEqual([{ 'api 0': [4, 4, 3, 1, null] }, true]);
  });

  it('of logs and exceptions', async () => {
    const error = (seconds: number) => log({ time: at(seconds), severity: 17, attributes: { g: 'hand', 'exception.type': 'Broken' } });
    await store.add({ logs: [error(-100), error(20), log({ time: at(30), attributes: { g: 'hand' } })] });
    const of = (signal: 'logs' | 'exceptions'): SeriesSpec => ({ ...series([count]), source: { signal } });
    const where = ofGroup('hand');
    expect(pointsOf(await store.ask({ ...of('logs'), where }, asked))).toEqual({ '0': [3, 2, 2, null, null] });
    expect(pointsOf(await store.ask(of('exceptions'), asked))).toEqual({ '0': [2, 1, 1, null, null] });
    expect(pointsOf(await store.ask({ ...of('logs'), where }, asked, store.plain))).toEqual({ '0': [3, 2, 2, null, null] });
  });

  it('take steps that fit, and no distribution', async () => {
    await expect(store.ask(series([count]), windows(0, 300, 60, 90))).rejects.toMatchObject({ fault: 'invalid' });
    await expect(store.ask(series([{ fn: 'distribution', of: duration }]), asked)).rejects.toMatchObject({ fault: 'unsupported' });
  });
});

describe('many at once are what each is alone', () => {
  const FROM = 100 * HOUR;
  beforeAll(async () => {
    let state = 11;
    // repeatable: a linear congruential generator (Numerical Recipes)
    const next = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    const spans = Array.from({ length: 4_000 }, () =>
      span({
        start: at(FROM - 8 * HOUR + Math.floor(next() * 20 * HOUR), BigInt(Math.floor(next() * 1e9))),
        duration: nanos(BigInt(Math.floor(Math.exp(12 + next() * 9)))),
        resource: resource(['api', 'web', 'worker'][Math.floor(next() * 3)] ?? ''),
        statusCode: next() < 0.1 ? 'Error' : 'Unset',
        attributes: { 'user.id': `u${Math.floor(next() * 40)}`, ...(next() < 0.3 ? { 'operation.cost': 0.25 } : {}) },
      }),
    );
    await store.add({ spans });
  });

  const all: Measure[] = [
    count,
    { fn: 'rate' },
    { fn: 'ratio', where: failed },
    { fn: 'sum', of: record('cost') },
    { fn: 'avg', of: duration },
    { fn: 'min', of: duration },
    { fn: 'max', of: duration },
    { fn: 'distinct', of: record('user') },
  ];
  const percentiles: Measure[] = [
    { fn: 'quantile', of: duration, q: 0.95 },
    { fn: 'apdex', of: duration, threshold: 1e7 },
  ];
  const byService: Field[] = [record('service')];

  it.each<[string, Measure[], Field[], Frame]>([
    ['of all', [...all, { fn: 'last', of: duration }], [], windows(FROM, FROM + 1_200, 60, 300)],
    ['by service, with gaps', all, byService, windows(FROM, FROM + 600, 30, 90)],
    ['an hour in steps of 5 minutes', all, byService, windows(FROM, FROM + HOUR, 300, HOUR)],
    ['shorter than a step', all, byService, windows(FROM, FROM + 1_200, 120, 45)],
  ])('%s', async (_, measures, by, when) => {
    const spec = series(measures, by);
    expect(pointsOf(await store.ask(spec, when, store.layout, false))).toEqual(await oneByOne(spec, when, false));
  });

  it('percentiles, to within their digest', async () => {
    const spec = series(percentiles, byService);
    const when = windows(FROM, FROM + 600, 60, 600);
    const alone = await oneByOne(spec, when, false);
    const together = pointsOf(await store.ask(spec, when, store.layout, false));
    expect(Object.keys(together).sort()).toEqual(Object.keys(alone).sort());
    for (const [key, points] of Object.entries(together)) {
      points.forEach((value, index) => expect((value ?? 1) / (alone[key]?.[index] ?? 1)).toBeCloseTo(1, 2));
    }
  });

  it.each<[string, Frame]>([
    ['spans by 5 minutes', windows(FROM, FROM + 4 * HOUR, 300, 1_800)],
    ['spans by hour', windows(FROM - 24 * HOUR, FROM + 12 * HOUR, HOUR, 6 * HOUR)],
    ['spans by 5 minutes', windows(FROM, FROM + 300, 300, 4 * HOUR)],
  ])('read from %s, they are what the spans say', async (name, when) => {
    const exact = series(all.slice(0, 7), byService);
    const answer = await store.ask(exact, when);
    expect(answer.rollup).toBe(name);
    expect(pointsOf(answer)).toEqual(pointsOf(await store.ask(exact, when, store.layout, false)));
    const close = series(percentiles, byService);
    const spans = pointsOf(await store.ask(close, when, store.layout, false));
    for (const [key, points] of Object.entries(pointsOf(await store.ask(close, when)))) {
      points.forEach((value, index) => expect(Math.abs((value ?? 1) / (spans[key]?.[index] ?? 1) - 1)).toBeLessThan(0.05));
    }
  });

  it('users are counted once in a window', async () => {
    const spec = series([{ fn: 'distinct', of: record('user') }], byService);
    const when = windows(FROM, FROM + 4 * HOUR, 900, 1_800);
    const answer = await store.ask(spec, when);
    expect(answer.rollup).toBe('usage by 15 minutes');
    expect(pointsOf(answer)).toEqual(pointsOf(await store.ask(spec, when, store.layout, false)));
  });

  it('a window that is no whole number of the roll-up’s buckets is read from the spans', async () => {
    expect((await store.ask(series([count]), windows(FROM, FROM + 4 * HOUR, 300, 60))).rollup).toBeUndefined();
  });
});
