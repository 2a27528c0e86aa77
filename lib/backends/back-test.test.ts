/** A back-test over stored telemetry says what evaluation would have said, window by window. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backTest } from '@/lib/alerts/back-test';
import { evaluate, type Run } from '@/lib/alerts/evaluate';
import { labelsKey } from '@/lib/alerts/found';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { step } from '@/lib/alerts/step';
import { at, log, openTestStore, point, resource, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { DAY, HOUR, millis, MINUTE, nanos, type Millis, type TimeRange } from '@/lib/base/time';
import type { AlertAsk, AlertRule, Condition } from '@/lib/model/alert';
import type { Firing } from '@/lib/model/alert-api';
import type { RuleState } from '@/lib/model/alert-state';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, SeriesSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import type { LogRecord, MetricPoint, Span } from '@/lib/model/telemetry';

const MINUTES = 30;
const DAY_MINUTES = DAY / MINUTE;
const RANGE: TimeRange = { from: millis(T0), to: millis(T0 + MINUTES * MINUTE) };
const signal = new AbortController().signal;

let store: TestStore;
let run: Run;

/** Repeatable: a linear congruential generator (Numerical Recipes). */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

beforeAll(async () => {
  store = await openTestStore();
  run = ({ spec, frame }) => store.ask(spec, frame);
  const next = random(3);
  const spans: Span[] = [];
  const logs: LogRecord[] = [];
  const points: MetricPoint[] = [];
  for (const day of [-1, 0]) {
    for (const service of ['api', 'web', 'batch']) {
      let [failed, done] = [0, 0];
      for (let minute = day * DAY_MINUTES - 20; minute < day * DAY_MINUTES + MINUTES; minute++) {
        // one of them stands still for seven minutes, one begins late
        if ((service === 'web' && minute % DAY_MINUTES > 8 && minute % DAY_MINUTES < 16) || (service === 'batch' && minute < 12)) continue;
        const bad = Math.sin(minute / 3) > 0.5;
        const second = minute * 60 + Math.floor(next() * 60);
        for (let turn = 0; turn < (bad ? 4 : 2); turn++) {
          const duration = nanos(BigInt(Math.floor(Math.exp(16 + next() * (bad ? 6 : 3)))));
          spans.push(span({ resource: resource(service), start: at(second + turn), duration, statusCode: next() < (bad ? 0.6 : 0.1) ? 'Error' : 'Unset' }));
        }
        if (bad) logs.push(log({ resource: resource(service), time: at(second), severity: 17 }));
        failed += bad ? 3 : 0;
        done += 10;
        const begun = day * DAY_MINUTES * 60 - 9_000;
        const counted = (value: number) => ({ type: 'sum', value, temporality: 2, monotonic: true }) as const;
        points.push(point('jobs.failed', second, begun, counted(failed), { job: service }), point('jobs.done', second, begun, counted(done), { job: service }));
        points.push(point('queue.size', second, begun, { type: 'gauge', value: bad ? 600 : 40 }, { queue: service }));
      }
    }
  }
  await store.add({ spans, logs, points });
}); // prettier-ignore
afterAll(() => store.close());

const duration = record('duration');
const value = record('value');
const isError: Filter = { op: 'eq', field: record('error'), value: true };

function series(source: SeriesSpec['source'], measure: Measure, by: Field[]): SeriesSpec {
  return { kind: 'series', source, measures: [measure], by, limit: 100 };
}
const metric = (name: string, measure: Measure, by: Field[]) => series({ signal: 'metrics', metric: name }, measure, by);
const spec = (asked: SeriesSpec): AlertAsk & { kind: 'spec' } => ({ kind: 'spec', spec: asked });
const spans = (measure: Measure, by = [record('service')]) => spec(series({ signal: 'spans' }, measure, by));

const level = (bound: number, minutes: number) => ({ at: bound, for: millis(minutes * MINUTE) });
const above = (warn: number, critical: number, minutes = 0): Condition => ({
  is: 'above',
  warn: level(warn, minutes),
  critical: level(critical, minutes),
});
const rule = (ask: AlertAsk, condition: Condition, own: Partial<AlertRule> = {}): AlertRule => ({ ...EMPTY_RULE, ask, condition, ...own });

const failures: AlertAsk = {
  kind: 'pair',
  op: 'divide',
  left: metric('jobs.failed', { fn: 'increase', of: value }, [attribute('job')]),
  right: metric('jobs.done', { fn: 'increase', of: value }, [attribute('job')]),
};

/** When each group fired, by evaluating every window alone, in its turn, as the runner does. */
async function windowByWindow(tried: AlertRule): Promise<Firing[]> {
  const saved = { rule: tried, revision: 1, owner: '', savedAt: RANGE.from, savedBy: '', note: '' };
  const open = new Map<string, Firing>();
  const over: Firing[] = [];
  let state: RuleState | undefined;
  for (let end: number = RANGE.from + tried.every; end <= RANGE.to; end += tried.every) {
    const to = millis(end);
    const { groups } = await evaluate(tried, { from: millis(end - tried.every), to }, run, signal);
    const values = groups.map(({ labels, points }) => ({ labels, value: points[0]?.[1] ?? null }));
    ({ state } = step(saved, state, values, to, { executed: '', took: 0, at: to }));
    const firing = new Map(state.instances.filter((each) => each.state === 'firing').map((each) => [labelsKey(each.labels), each]));
    for (const [key, { labels, severity = 'warn', worst = null }] of firing) {
      const known = open.get(key);
      open.set(key, { labels, severity: known?.severity === 'critical' ? 'critical' : severity, from: known?.from ?? to, worst });
    }
    for (const [key, each] of open) {
      if (firing.has(key)) continue;
      over.push({ ...each, to });
      open.delete(key);
    }
  }
  return [...over, ...open.values()];
}

function ordered(firings: readonly Firing[]): [string, string, Millis, Millis | undefined, number | null][] {
  const text = firings.map(({ labels, severity, from, to, worst }): [string, string, Millis, Millis | undefined, number | null] => {
    const digits = worst === null ? null : Number(worst.toPrecision(9));
    return [labelsKey(labels), severity, from, to, digits];
  });
  return text.toSorted(([one, , from], [other, , to]) => from - to || (one < other ? -1 : 1));
}

describe('a back-test fires as evaluation would have', () => {
  it.each<[string, AlertRule]>([
    ['errors by service', rule(spans({ fn: 'ratio', where: isError }), above(0.3, 0.5))],
    ['errors that last', rule(spans({ fn: 'ratio', where: isError }), above(0.3, 0.5, 3), { keepFiring: millis(2 * MINUTE) })],
    ['no data is fine', rule(spans({ fn: 'count' }), { is: 'below', warn: level(8, 0) }, { noData: 'ok' })],
    ['no data is bad', rule(spans({ fn: 'count' }), above(1e6, 1e7), { noData: 'fire', over: millis(3 * MINUTE) })],
    ['of all spans', rule(spans({ fn: 'quantile', of: duration, q: 0.5 }, []), above(3e7, 1e9), { over: millis(10 * MINUTE) })],
    ['a window of one step', rule(spans({ fn: 'max', of: duration }), above(2e8, 2e9), { over: millis(MINUTE) })],
    ['a window shorter than that', rule(spans({ fn: 'count' }), above(1, 2), { over: millis(MINUTE / 2) })],
    ['failures among the metrics', rule(failures, above(0.05, 0.2), { every: millis(3 * MINUTE), over: millis(15 * MINUTE) })],
    ['a queue', rule(spec(metric('queue.size', { fn: 'last', of: value }, [attribute('queue')])), above(500, 1_000, 2))],
    ['logs, or spans where there are none', rule({ kind: 'first', of: [spec(series({ signal: 'logs' }, { fn: 'count' }, [record('service')])), spans({ fn: 'count' })] }, above(2, 15), { over: millis(2 * MINUTE) })],
    ['twice of yesterday', rule(spans({ fn: 'max', of: duration }), { is: 'change', against: 'day', direction: 'either', warn: level(0.5, 0), critical: level(2, 2) })],
    ['outside of a band', rule(spans({ fn: 'rate' }), { is: 'outside', warn: { at: { low: 0.03, high: 0.05 }, for: millis(0) } })],
  ])('%s', async (_, tried) => {
    const { firings, step: apart, partial } = await backTest(tried, RANGE, run, signal);
    expect([apart, partial]).toEqual([tried.every, false]);
    const expected = await windowByWindow(tried);
    expect(expected.length).toBeGreaterThan(0);
    expect(ordered(firings)).toEqual(ordered(expected));
  }, 120_000); // prettier-ignore

  it('SQL', async () => {
    const text = `SELECT ServiceName AS service, countIf(StatusCode = 'Error') / count() AS value FROM otel_traces WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)} GROUP BY service`;
    const tried = rule({ kind: 'sql', text }, above(0.3, 0.5), { every: millis(5 * MINUTE) });
    const spansToo = rule(spans({ fn: 'ratio', where: isError }), above(0.3, 0.5), { every: millis(5 * MINUTE) });
    const [sql, asked] = await Promise.all([backTest(tried, RANGE, run, signal), backTest(spansToo, RANGE, run, signal)]);
    const when = ({ firings }: typeof sql) => firings.map(({ from, to, severity, worst }) => [from, to, severity, worst]).toSorted((one, other) => Number(one[0]) - Number(other[0]) || Number(one[3]) - Number(other[3])); // prettier-ignore
    expect(sql.firings.length).toBeGreaterThan(0);
    expect(when(sql)).toEqual(when(asked));
    expect(sql.names).toEqual(['service']);
  }, 120_000);

  it('over the roll-ups, where windows are longer than the steps between them', async () => {
    const tried = rule(spans({ fn: 'ratio', where: isError }), above(0.3, 0.5), { every: millis(5 * MINUTE), over: millis(HOUR / 2) });
    const day = { from: millis(RANGE.to - DAY), to: RANGE.to };
    const names: (string | undefined)[] = [];
    const noting: Run = async (query) => {
      const answer = await run(query, signal);
      names.push(answer.rollup);
      return answer;
    };
    const rolled = await backTest(tried, day, noting, signal);
    const alone = await backTest(tried, day, ({ spec: each, frame }) => store.ask(each, frame, store.layout, false), signal);
    expect(names).toEqual(['spans by 5 minutes']);
    expect(rolled.firings.length).toBeGreaterThan(0);
    expect(ordered(rolled.firings)).toEqual(ordered(alone.firings));
  }, 60_000);
});
