import { describe, expect, it } from 'vitest';
import { backTest } from '@/lib/alerts/back-test';
import type { Run } from '@/lib/alerts/evaluate';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { DAY, millis, MINUTE, type TimeRange } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Point } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';

const T0 = Date.UTC(2026, 10, 21);
const at = (minutes: number) => millis(T0 + minutes * MINUTE);
const range = (from: number, to: number): TimeRange => ({ from: at(from), to: at(to) });
const signal = new AbortController().signal;
const minutes = (count: number) => millis(count * MINUTE);

/** A store that has a value for each group and the minute at which a window ends. */
function store(values: Readonly<Record<string, (minute: number) => number | null>>): Run {
  return ({ frame }) => {
    const series = Object.entries(values).map(([label, value]) => {
      const points: Point[] = [];
      for (let start: number = frame.range.from; start < frame.range.to; start += frame.step)
        points.push([millis(start), value((start + frame.step - T0) / MINUTE)]);
      return { measure: 0, labels: [label], points };
    });
    return Promise.resolve({ kind: 'series', series, executed: 'SELECT', partial: false });
  };
}

const rule = (over: Partial<AlertRule> = {}): AlertRule => ({
  ...EMPTY_RULE,
  condition: { is: 'above', warn: { at: 2, for: minutes(0) }, critical: { at: 5, for: minutes(2) } },
  ...over,
});
const listed = (values: readonly (number | null)[]) => (minute: number) => values[minute - 1] ?? null;

describe('firings', () => {
  it('are from window to window, with the worst that they reached', async () => {
    // Above 2 from the second window's end; above 5 at the third to fifth, which makes it critical at the fifth.
    const { firings, names, groups, step } = await backTest(rule(), range(0, 9), store({ api: listed([1, 3, 6, 9, 7, 3, 2, 1, 4]) }), signal);
    expect(firings).toEqual([
      { labels: { 'service.name': 'api' }, severity: 'critical', from: at(2), to: at(7), worst: 9 },
      { labels: { 'service.name': 'api' }, severity: 'warn', from: at(9), worst: 4 },
    ]);
    expect([names, groups, step]).toEqual([['service.name'], 1, MINUTE]);
  }); // prettier-ignore

  it('are each group’s own, in order of time', async () => {
    const run = store({ api: listed([1, 1, 3, 3, 1]), web: listed([3, 1, 1, 1, 1]), idle: listed([1, 1, 1, 1, 1]) });
    const { firings, series } = await backTest(rule(), range(0, 5), run, signal);
    expect(firings.map(({ labels, from, to }) => [labels['service.name'], from, to])).toEqual([
      ['web', at(1), at(2)],
      ['api', at(3), at(5)],
    ]);
    expect(series.map(({ labels }) => labels[0])).toEqual(['api', 'web', 'idle']);
  });

  it('go on over windows without data as the rule says', async () => {
    const run = store({ api: listed([3, null, null, 3, 1]) });
    const ends = async (noData: AlertRule['noData']) =>
      (await backTest(rule({ noData }), range(0, 5), run, signal)).firings.map(({ from, to }) => [from, to]);
    expect(await ends('keep')).toEqual([[at(1), at(5)]]);
    expect(await ends('ok')).toEqual([
      [at(1), at(2)],
      [at(4), at(5)],
    ]);
  });

  it('begin with nothing known, also of a rule that is paused', async () => {
    const run = store({ api: listed([3, 3]) });
    const { firings } = await backTest(rule({ paused: true, tell: [{ channel: 'c', of: ['warn'] }] }), range(0, 2), run, signal);
    expect(firings).toEqual([{ labels: { 'service.name': 'api' }, severity: 'warn', from: at(1), worst: 3 }]);
  });

  it('are of no time without a window', async () => {
    expect(await backTest(rule(), range(0.2, 0.8), store({}), signal)).toMatchObject({ firings: [], series: [], groups: 0 });
  });
});

describe('lines', () => {
  it('stand at the ends of windows, with gaps', async () => {
    const { series } = await backTest(rule(), range(0, 3), store({ api: listed([1, null, 2]) }), signal);
    expect(series).toEqual([{ measure: 0, labels: ['api'], points: [[at(1), 1], [at(2), null], [at(3), 2]] }]);
  }); // prettier-ignore

  it('are thinned without losing a peak, on the side that is judged', async () => {
    const day = DAY / MINUTE;
    const run = store({ api: (minute) => (minute === 777 ? 90 : minute === 888 ? -90 : 1) });
    const high = await backTest(rule(), range(0, day), run, signal);
    const low = await backTest(rule({ condition: { is: 'below', warn: { at: -5, for: minutes(0) } } }), range(0, day), run, signal);
    for (const { series } of [high, low]) expect(series[0]?.points).toHaveLength(day / 2);
    // The 777th and 778th window are one point, as are the 887th and 888th.
    expect(high.series[0]?.points.filter(([, value]) => value !== 1)).toEqual([[at(778), 90]]);
    expect(low.series[0]?.points.filter(([, value]) => value !== 1)).toEqual([[at(888), -90]]);
    expect(high.firings).toHaveLength(1);
  });

  it('are of 20 groups at most: those that fired, then those that came closest', async () => {
    const values = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`g${index}`, () => index / 20]));
    const { series, groups } = await backTest(rule(), range(0, 3), store({ ...values, fired: listed([1, 3, 1]) }), signal);
    expect([groups, series.length, series[0]?.labels, series[1]?.labels, series.at(-1)?.labels]).toEqual([31, 20, ['fired'], ['g29'], ['g11']]);
  }); // prettier-ignore
});

it('asks for two weeks of minutes piece by piece', async () => {
  const windows: number[] = [];
  const run: Run = (query, aborted) => {
    windows.push((query.frame.range.to - query.frame.range.from) / query.frame.step);
    return store({ api: (minute) => (minute % 5_000 === 0 ? 3 : 1) })(query, aborted);
  };
  const days = 14 * (DAY / MINUTE);
  const { firings, step } = await backTest(rule({ over: minutes(1) }), range(0, days), run, signal);
  expect([step, windows.reduce((all, each) => all + each, 0), Math.max(...windows)]).toEqual([MINUTE, days, 5_040]);
  expect(firings.map(({ from }) => from)).toEqual([5_000, 10_000, 15_000, 20_000].map(at));
});

it('passes on what the store says', async () => {
  const broken = new BackendError('invalid', 'No such field.');
  await expect(backTest(rule(), range(0, 5), () => Promise.reject(broken), signal)).rejects.toBe(broken);
});
