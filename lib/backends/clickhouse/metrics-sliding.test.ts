/** Windows that slide over metrics. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frame, openTestStore, point, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Frame, Measure, SeriesSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import type { MetricData, MetricPoint } from '@/lib/model/telemetry';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const value = record('value');
const last: Measure = { fn: 'last', of: value };
const increase: Measure = { fn: 'increase', of: value };
const p = (q: number): Measure => ({ fn: 'quantile', of: value, q });

const gauge = (amount: number): MetricData => ({ type: 'gauge', value: amount });
const counter = (amount: number): MetricData => ({ type: 'sum', value: amount, temporality: 2, monotonic: true });
const histogram = (counts: number[], sum: number): MetricData => ({
  type: 'histogram',
  count: BigInt(counts.reduce((all, count) => all + count, 0)),
  sum,
  bounds: [10, 20],
  counts: counts.map(BigInt),
  min: undefined,
  max: undefined,
  temporality: 2,
});

const spec = (metric: string, measures: Measure[], by: Field[] = [], limit = 100): SeriesSpec => ({
  kind: 'series',
  source: { signal: 'metrics', metric },
  measures,
  by,
  limit,
});

/** Windows of `over` seconds whose steps cover [from, to). */
function windows(from: number, to: number, step: number, over: number): Frame {
  return { ...frame(from, to, step), over: millis(over * 1_000) };
}

type Lines = Record<string, (number | null)[]>;
const rounded = (figure: number | null) => (figure === null ? null : Math.round(figure * 1e6) / 1e6);

function linesOf(answer: Answer): Lines {
  if (answer.kind !== 'series') throw new Error(answer.kind);
  return Object.fromEntries(
    answer.series.map(({ labels, measure, points }) => [[...labels, measure].join(' '), points.map(([, each]) => rounded(each))]),
  );
}

/** The same windows, each asked alone. */
async function oneByOne(asked: SeriesSpec, { range, step, over }: Frame): Promise<Lines> {
  const found: Lines = {};
  const steps = (range.to - range.from) / step;
  for (let index = 0; index < steps; index++) {
    const from = millis(range.from + index * step);
    const alone = linesOf(await store.ask(asked, { range: { from, to: millis(from + step) }, step, over }));
    for (const [key, [only = null]] of Object.entries(alone)) (found[key] ??= Array<number | null>(steps).fill(null))[index] = only;
  }
  return found;
}

/** The same windows, each as the whole range of a table. */
async function tables(asked: SeriesSpec, { range, step, over = step }: Frame): Promise<Lines> {
  const found: Lines = {};
  const steps = (range.to - range.from) / step;
  for (let index = 0; index < steps; index++) {
    const to = millis(range.from + (index + 1) * step);
    const answer = await store.ask({ ...asked, kind: 'table', orderBy: 0 }, { range: { from: millis(to - over), to }, step: over });
    if (answer.kind !== 'table') throw new Error(answer.kind);
    for (const row of answer.table.rows) {
      row.slice(asked.by.length).forEach((cell, measure) => {
        const key = [...row.slice(0, asked.by.length), measure].join(' ');
        (found[key] ??= Array<number | null>(steps).fill(null))[index] = rounded(cell as number | null);
      });
    }
  }
  return found;
}

// Windows of 3 minutes that end after each minute: [−120, 60), [−60, 120), [0, 180), [60, 240), [120, 300).
const asked = windows(0, 300, 60, 180);

describe('figures by hand', () => {
  it('gauges: the newest value of each series in the window', async () => {
    await store.add({
      points: [
        ...[[-150, 3], [-90, 5], [10, 7], [70, 9], [200, 1]].map(([at = 0, amount = 0]) => point('w.gauge', at, -9_000, gauge(amount), { host: 'a' })),
        point('w.gauge', 30, -9_000, gauge(100), { host: 'b' }),
      ],
    }); // prettier-ignore
    const found = linesOf(await store.ask(spec('w.gauge', [last, { fn: 'max', of: value }, { fn: 'avg', of: value }]), asked));
    expect(found).toEqual({
      '0': [7 + 100, 9 + 100, 9 + 100, 1, 1],
      '1': [100, 100, 100, 9, 1],
      '2': [rounded(112 / 3), rounded(116 / 3), rounded(116 / 3), 5, 1],
    });
    expect(linesOf(await store.ask(spec('w.gauge', [last], [attribute('host')]), asked))).toEqual({
      'a 0': [7, 9, 9, 1, 1],
      'b 0': [100, 100, 100, null, null],
    });
  });

  it('counters: what was added in the window, also since the last point before it', async () => {
    await store.add({ points: [[-150, 10], [-90, 16], [30, 20], [90, 26], [210, 27]].map(([at = 0, amount = 0]) => point('w.counter', at, -9_000, counter(amount))) }); // prettier-ignore
    expect(linesOf(await store.ask(spec('w.counter', [increase, { fn: 'rate' }]), asked))).toEqual({
      '0': [10, 10, 10, 7, 1],
      '1': [10, 10, 10, 7, 1].map((added) => rounded(added / 180)),
    });
  });

  it('histograms: what was observed in the window', async () => {
    const at = (seconds: number, counts: number[], sum: number) => point('w.histogram', seconds, -9_000, histogram(counts, sum));
    await store.add({
      points: [at(-130, [9, 9, 9], 500), at(-30, [13, 10, 9], 560), at(50, [13, 18, 11], 770), at(170, [15, 18, 11], 780)],
    });
    // Added: at −30 4, 1, 0; at 50 0, 8, 2; at 170 2, 0, 0.
    expect(linesOf(await store.ask(spec('w.histogram', [{ fn: 'count' }, { fn: 'sum', of: value }, { fn: 'rate' }]), asked))).toEqual({
      '0': [15, 15, 12, 2, 2],
      '1': [270, 270, 220, 10, 10],
      '2': [15, 15, 12, 2, 2].map((count) => rounded(count / 180)),
    });
    // [60, 240): 2 in (0, 10], rank 1 is half-way. [−120, 60): rank 7.5 of 4 and 9 in (10, 20] is 3.5/9 through the second.
    expect(linesOf(await store.ask(spec('w.histogram', [p(0.5)]), asked))['0']).toEqual([
      rounded(10 + 35 / 9),
      rounded(10 + 35 / 9),
      rounded(10 + 40 / 8),
      5,
      5,
    ]);
  });

  it('a metric that nobody sends is empty; a distribution, and steps that do not fit, are refused', async () => {
    expect(linesOf(await store.ask(spec('w.nobody', [last]), asked))).toEqual({});
    expect(linesOf(await store.ask(spec('w.gauge', [last]), windows(3_000, 3_060, 60, 180)))).toEqual({});
    await expect(store.ask(spec('w.gauge', [{ fn: 'distribution', of: value }]), asked)).rejects.toMatchObject({ fault: 'unsupported' });
    await expect(store.ask(spec('w.gauge', [last]), windows(0, 300, 60, 90))).rejects.toMatchObject({ fault: 'invalid' });
  });

  it('keeps the largest groups, and says so', async () => {
    for (const when of [asked, windows(0, 60, 60, 180)]) {
      const answer = await store.ask(spec('w.gauge', [last], [attribute('host')], 1), when);
      expect([Object.keys(linesOf(answer)), answer.partial]).toEqual([['b 0'], true]);
    }
  });
});

describe('many at once are what each is alone, and what a table of it says', () => {
  const HOUR = 3_600;
  const FROM = 100 * HOUR;
  beforeAll(async () => {
    let state = 5;
    // repeatable: a linear congruential generator (Numerical Recipes)
    const next = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    const points: MetricPoint[] = [];
    for (const host of ['a', 'b', 'c']) {
      let [start, total, counts, sum] = [FROM - 3 * HOUR, 0, [0, 0, 0], 0];
      for (let at = FROM - 3 * HOUR + 20; at < FROM + 2 * HOUR; at += next() < 0.03 ? 2_400 : 20 + Math.floor(next() * 60)) {
        if (next() < 0.03) [start, total, counts, sum] = [at - 10, 0, [0, 0, 0], 0];
        total += Math.floor(next() * 9);
        counts = counts.map((count) => count + Math.floor(next() * 4));
        sum += next() * 90;
        points.push(point('r.gauge', at, start, gauge(next() * 50), { host }), point('r.counter', at, start, counter(total), { host }));
        points.push(point('r.histogram', at, start, histogram(counts, sum), { host }));
        if (host === 'a')
          points.push(point('r.delta', at, at - 20, { type: 'sum', value: next() * 5, temporality: 1, monotonic: true }, { host }));
      }
    }
    await store.add({ points });
  });

  const ofGauges: Measure[] = [last, { fn: 'avg', of: value }, { fn: 'min', of: value }, { fn: 'max', of: value }, { fn: 'count' }, { fn: 'rate' }, { fn: 'sum', of: value }, { fn: 'distinct', of: attribute('host') }]; // prettier-ignore
  const ofCounters: Measure[] = [increase, { fn: 'rate' }, { fn: 'sum', of: value }, { fn: 'count' }];
  const ofHistograms: Measure[] = [{ fn: 'count' }, p(0.5), p(0.95), { fn: 'sum', of: value }, { fn: 'rate' }, { fn: 'max', of: value }];
  const byHost: Field[] = [attribute('host')];

  it.each<[string, Measure[], Field[], Frame]>([
    ['r.gauge', ofGauges, byHost, windows(FROM, FROM + 600, 60, 300)],
    ['r.gauge', [last], byHost, windows(FROM, FROM + 600, 60, 10)],
    ['r.counter', ofCounters, byHost, windows(FROM, FROM + HOUR, 300, 900)],
    ['r.counter', ofCounters, byHost, windows(FROM - HOUR, FROM + HOUR, 600, 3_600)],
    ['r.counter', [increase], byHost, windows(FROM, FROM + 600, 60, 60)],
    ['r.delta', ofCounters, byHost, windows(FROM, FROM + 600, 60, 300)],
    ['r.histogram', ofHistograms, byHost, windows(FROM, FROM + HOUR, 300, 1_800)],
    ['r.histogram', ofHistograms, byHost, windows(FROM, FROM + 600, 120, 60)],
  ])(
    '%s',
    async (metric, measures, by, when) => {
      const question = spec(metric, measures, by);
      const together = linesOf(await store.ask(question, when));
      expect(together).toEqual(await oneByOne(question, when));
      expect(together).toEqual(await tables(question, when));
    },
    // dozens of questions, each read on its own
    120_000,
  );
});
