import { describe, expect, it } from 'vitest';
import { HOUR, millis, MINUTE, SECOND } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import type { Query, SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { AnswerCache, KEPT_FOR, SETTLED_AFTER } from '@/lib/server/answer-cache';

const T0 = Date.UTC(2026, 10, 21, 12);
const STEP = 10 * MINUTE;
const signal = new AbortController().signal;

/** A store with one record in each second, and `late` more in steps that are named; it says what it was asked. */
function openStore() {
  const asked: Query[] = [];
  const late = new Map<number, number>();
  let now = T0;
  const run = (query: Query): Promise<Answer> => {
    asked.push(query);
    const { spec, frame } = query;
    if (spec.kind !== 'series')
      return Promise.resolve({ kind: 'table', table: { columns: [], rows: [[now]] }, executed: '', partial: false });
    const points: [ReturnType<typeof millis>, number | null][] = [];
    for (let at: number = frame.range.from; at < frame.range.to; at += frame.step) {
      const seconds = Math.max(0, Math.min(at + frame.step, now) - at) / SECOND;
      points.push([millis(at), seconds > 0 ? seconds + (late.get(at) ?? 0) : null]);
    }
    const some = points.some(([, value]) => value !== null);
    const series = some ? spec.measures.map((_, measure) => ({ measure, labels: [], points })) : [];
    return Promise.resolve({ kind: 'series', series, executed: '', partial: false });
  };
  const pass = (length: number) => (now += length);
  return { asked, late, pass, run, cache: new AnswerCache(run, () => millis(now)) };
}

const spec: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'count' }], by: [], limit: 1 };
const query = (from: number, to: number, over: Partial<SeriesSpec> = {}): Query => ({
  spec: { ...spec, ...over },
  frame: { range: { from: millis(T0 + from), to: millis(T0 + to) }, step: millis(STEP) },
});
const window = query(-2 * HOUR, STEP);

describe('answers', () => {
  it('are the same as the store gives, whatever was asked before', async () => {
    const { cache, run, pass } = openStore();
    for (let turn = 0; turn < 40; turn++) {
      const shift = Math.floor(turn / 5) * STEP;
      const moved = query(-2 * HOUR + shift, STEP + shift);
      expect(await cache.ask(moved, 0, signal)).toEqual(await run(moved));
      pass(2 * MINUTE);
    }
  });

  it('of windows that slide are told apart by their length', async () => {
    const { cache, asked, pass } = openStore();
    for (const over of [undefined, millis(2 * STEP), millis(3 * STEP)]) {
      await cache.ask({ ...window, frame: { ...window.frame, over } }, undefined, signal);
      pass(MINUTE);
    }
    // each length is asked for whole, and not just for what is new
    expect(asked.map(({ frame: { range, over } }) => [range.from - T0, over])).toEqual([undefined, 2 * STEP, 3 * STEP].map((over) => [-2 * HOUR, over])); // prettier-ignore
  });

  it('ask for the newest steps alone once the others are settled', async () => {
    const { cache, asked, pass } = openStore();
    await cache.ask(window, undefined, signal);
    pass(MINUTE);
    await cache.ask(window, undefined, signal);
    // settled are the steps that had ended two minutes before they were read: the one up to 11:50
    expect(asked.map(({ frame: { range } }) => [range.from - T0, range.to - T0])).toEqual([
      [-2 * HOUR, STEP],
      [-STEP, STEP],
    ]);
  });

  it('are kept for a short while as they are, but not for who refreshes', async () => {
    const { cache, asked, pass } = openStore();
    await cache.ask(window, undefined, signal);
    pass(9 * SECOND);
    await cache.ask(window, undefined, signal);
    expect(asked.length).toBe(1);
    await cache.ask(window, 8 * SECOND, signal);
    expect(asked.length).toBe(2);
    pass(10 * SECOND);
    await cache.ask(window, undefined, signal);
    expect(asked.length).toBe(3);
  });

  it('are asked for anew where the clock is set back, for nobody knows how old they are', async () => {
    const { cache, asked, pass } = openStore();
    await cache.ask(window, undefined, signal);
    pass(-HOUR);
    await cache.ask(window, undefined, signal);
    expect(asked).toHaveLength(2);
  });

  it('of a window that is over are kept, also for who refreshes, until what came late has to show', async () => {
    const { cache, asked, late, pass } = openStore();
    const over = query(-2 * HOUR, -SETTLED_AFTER - 8 * MINUTE);
    const first = await cache.ask(over, undefined, signal);
    late.set(T0 - HOUR, 7);
    pass(KEPT_FOR - 1);
    expect(await cache.ask(over, 0, signal)).toEqual(first);
    pass(1);
    expect(await cache.ask(over, undefined, signal)).not.toEqual(first);
    expect(asked.length).toBe(2);
  });

  it('show what came late after five minutes at most', async () => {
    const { cache, late, pass } = openStore();
    await cache.ask(window, undefined, signal);
    late.set(T0 - HOUR, 7);
    pass(KEPT_FOR);
    const answer = await cache.ask(window, undefined, signal);
    expect(answer.kind === 'series' && answer.series[0]?.points.find(([at]) => at === T0 - HOUR)).toEqual([T0 - HOUR, 607]);
  });

  it.each<[string, Query]>([
    ['groups, which the whole window chooses', query(-2 * HOUR, STEP, { by: [record('service')] })],
    ['heatmaps', query(-2 * HOUR, STEP, { measures: [{ fn: 'distribution', of: record('duration') }] })],
    ['metrics', query(-2 * HOUR, STEP, { source: { signal: 'metrics', metric: 'm' } })],
    ['steps that are cut', query(-2 * HOUR + 1, STEP)],
  ])('are asked for in whole: %s', async (_, asking) => {
    const { cache, asked, pass } = openStore();
    await cache.ask(asking, undefined, signal);
    pass(MINUTE);
    await cache.ask(asking, undefined, signal);
    expect(asked).toEqual([asking, asking]);
  });

  it('to records and typed text are never kept', async () => {
    const { cache, asked } = openStore();
    const rows: Query = {
      spec: { kind: 'rows', source: { signal: 'spans' }, fields: [], limit: 1, orderBy: 'time', traceSummary: false },
      frame: window.frame,
    };
    await cache.ask(rows, undefined, signal);
    await cache.ask(rows, undefined, signal);
    expect(asked.length).toBe(2);
  });
});

describe('a question that is being asked', () => {
  it('is asked once, and goes on until the last who waits has left', async () => {
    const stops: AbortSignal[] = [];
    const cache = new AnswerCache((_, stop) => {
      stops.push(stop);
      return new Promise((_resolve, reject) => stop.addEventListener('abort', () => reject(stop.reason as Error)));
    });
    const [one, other] = [new AbortController(), new AbortController()];
    const first = cache.ask(window, undefined, one.signal);
    const second = cache.ask(window, undefined, other.signal);
    one.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(stops.map(({ aborted }) => aborted)).toEqual([false]);
    other.abort(new Error('left, too'));
    await expect(second).rejects.toThrow('left, too');
    expect(stops.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('fails for all who wait, and is asked anew by the next', async () => {
    let turn = 0;
    const answer: Answer = { kind: 'series', series: [], executed: '', partial: false };
    const cache = new AnswerCache(() => (turn++ === 0 ? Promise.reject(new Error('gone')) : Promise.resolve(answer)));
    const both = await Promise.allSettled([cache.ask(window, undefined, signal), cache.ask(window, undefined, signal)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.ask(window, undefined, signal)).toBe(answer);
  });
});
