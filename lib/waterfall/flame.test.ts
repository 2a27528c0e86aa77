import { describe, expect, it } from 'vitest';
import { callTree } from '@/lib/waterfall/call-tree';
import { drawLane, frameAt, neighbourOf, pathFrames, timeFrames, type Frames } from '@/lib/waterfall/flame';
import { withoutServices } from '@/lib/waterfall/hidden';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { buildTree, NONE, type Trace } from '@/lib/waterfall/tree';

const OPEN_END = 100;

function traceOf(spans: readonly SampleSpan[]): Trace {
  const columns = sampleColumns(spans);
  return { columns, tree: buildTree(columns) };
}

function byPath(spans: readonly SampleSpan[]) {
  const trace = traceOf(spans);
  const tree = callTree([{ trace, self: selfTimes(trace.columns, trace.tree, OPEN_END), openEnd: OPEN_END }]);
  return { tree, frames: pathFrames(tree) };
}

/** `name lane left-right` of each frame. */
function told(frames: Frames, nameOf: (row: number) => string): string[] {
  return Array.from(frames.row, (row, at) => `${nameOf(row)} ${frames.lane[at]} ${frames.left[at]}-${frames.right[at]}`);
}

/** fetch 1 and fetch 2 overlap from 30 to 40. */
const SPANS: SampleSpan[] = [
  { id: '1', name: 'root', duration: 100 },
  { id: '2', parent: '1', name: 'fetch', start: 10, duration: 30 },
  { id: '3', parent: '1', name: 'fetch', start: 30, duration: 30 },
  { id: '4', parent: '2', name: 'read', start: 15, duration: 10 },
  { id: '5', parent: '1', name: 'write', start: 70, duration: 20 },
];

describe('frames by call path', () => {
  it('are as wide as the work at and below them', () => {
    const { tree, frames } = byPath(SPANS);
    // root works 100 less 50 (10 to 60) less 20; fetch 30 - 10 + 30; read 10; write 20: 30 + 50 + 10 + 20 in all
    expect(told(frames, (row) => tree.name[row] ?? '')).toEqual(['root 0 0-110', 'fetch 1 0-60', 'write 1 60-80', 'read 2 0-10']);
    expect([...frames.parent]).toEqual([NONE, 0, 0, 1]);
    expect([...frames.laneStart]).toEqual([0, 1, 3, 4]);
  });

  it('stand beside each other under several roots', () => {
    const { tree, frames } = byPath([
      { id: 'a', duration: 5 },
      { id: 'b', start: 2, duration: 7 },
    ]);
    expect(told(frames, (row) => tree.name[row] ?? '')).toEqual(['a 0 0-5', 'b 0 5-12']);
    expect([frames.from, frames.to]).toEqual([0, 12]);
  });
});

describe('frames by time', () => {
  it('take the first lane below their parent that is free', () => {
    const trace = traceOf(SPANS);
    expect(told(timeFrames(trace, OPEN_END), (row) => trace.columns.spanIdOf(trace.tree.span[row] ?? 0)[1] ?? '')).toEqual([
      '1 0 0-100',
      '2 1 10-40',
      '5 1 70-90',
      '4 2 15-25',
      '3 2 30-60',
    ]);
  });

  it('leave a hidden service out: what it called moves up, and others take its lanes', () => {
    const trace = traceOf([
      { id: 'a', name: 'a', duration: 100 },
      { id: 'b', name: 'b', parent: 'a', start: 10, duration: 50, service: 'db' },
      { id: 'c', name: 'c', parent: 'b', start: 20, duration: 10 },
      { id: 'd', name: 'd', parent: 'a', start: 40, duration: 10 },
    ]);
    const { columns } = trace;
    const frames = timeFrames({ columns, tree: withoutServices(columns, trace.tree, new Set(['db'])) }, OPEN_END);
    expect(told(frames, (row) => columns.nameOf(trace.tree.span[row] ?? 0))).toEqual(['a 0 0-100', 'c 1 20-30', 'd 1 40-50']);
    expect([...frames.frameOf]).toEqual([0, NONE, 1, 2]);
    const none = timeFrames({ columns, tree: withoutServices(columns, trace.tree, new Set(['db', 'api'])) }, OPEN_END);
    expect(none).toMatchObject({ count: 0, lanes: 0, from: 0, to: 0 });
  });

  it('cope with a clock that is ahead, with a missing parent, with open spans, and with nothing', () => {
    const trace = traceOf([
      { id: 'p', start: 50, duration: 10 },
      { id: 'c', parent: 'p', start: 40, duration: 5 },
      { id: 'o', parent: 'lost', start: 60, duration: -1 },
    ]);
    const frames = timeFrames(trace, OPEN_END);
    expect(told(frames, (row) => trace.columns.nameOf(trace.tree.span[row] ?? 0))).toEqual(['p 0 50-60', 'o 0 60-100', 'c 1 40-45']);
    expect([frames.from, frames.to]).toEqual([40, 100]);
    expect(timeFrames(traceOf([]), 0)).toMatchObject({ count: 0, lanes: 0, from: 0, to: 0 });
  });

  it.each([1, 2, 3, 4, 5, 6])('agree with the obvious way on random traces (%i)', (seed) => {
    const trace = traceOf(randomSpans(150, seed));
    const { columns, tree } = trace;
    const frames = timeFrames(trace, OPEN_END);
    const lanes: { until: number }[] = [];
    const laneOf = new Map<number, number>();
    const placedAt = (row: number): number => {
      const span = tree.span[row] ?? NONE;
      const above = tree.parent[row] ?? NONE;
      return Math.max(span === NONE ? -Infinity : columns.startOf(span), above === NONE ? -Infinity : placedAt(above));
    };
    const rows = [...tree.rowOf].toSorted((a, b) => placedAt(a) - placedAt(b) || a - b);
    for (const row of rows) {
      const span = tree.span[row] ?? 0;
      let lane = (laneOf.get(tree.parent[row] ?? NONE) ?? -1) + 1;
      while ((lanes[lane]?.until ?? -Infinity) > columns.startOf(span)) lane += 1;
      lanes[lane] = { until: columns.endOf(span, OPEN_END) };
      laneOf.set(row, lane);
    }
    expect(Array.from(rows, (row) => frames.lane[frames.frameOf[row] ?? 0])).toEqual(rows.map((row) => laneOf.get(row)));
    for (let at = 1; at < frames.count; at += 1) {
      if (frames.lane[at] === frames.lane[at - 1]) expect(frames.left[at]).toBeGreaterThanOrEqual(frames.right[at - 1] ?? 0);
    }
  });

  it('lays out 100 000 siblings at once, and a chain of 100 000', () => {
    const wide = Array.from({ length: 100_000 }, (_, at) => ({ id: `${at}`, parent: at === 0 ? '' : '0', duration: 1e6 }));
    expect(timeFrames(traceOf(wide), OPEN_END).lanes).toBe(100_000);
    const deep = Array.from({ length: 100_000 }, (_, at) => ({ id: `${at}`, parent: at === 0 ? '' : `${at - 1}`, duration: 1e6 }));
    expect(timeFrames(traceOf(deep), OPEN_END).lanes).toBe(100_000);
    expect(byPath(deep).frames.lanes).toBe(100_000);
  });
});

describe('drawing', () => {
  const drawn = (frames: Frames, lane: number, view: { from: number; to: number }, width: number) => {
    const seen: string[] = [];
    drawLane(frames, lane, view, width, (frame, x, wide) => seen.push(`${frame} ${x}+${wide}`));
    return seen;
  };

  it('scales and cuts what is seen', () => {
    const { frames } = byPath(SPANS);
    expect(drawn(frames, 1, { from: 0, to: 110 }, 220)).toEqual(['1 0+120', '2 120+40']);
    expect(drawn(frames, 1, { from: 50, to: 70 }, 100)).toEqual(['1 0+50', '2 50+50']);
    expect(drawn(frames, 1, { from: 85, to: 90 }, 100)).toEqual([]);
  });

  it('draws the first of the frames that share a pixel', () => {
    const spans = Array.from({ length: 10_000 }, (_, at) => ({ id: `${at}`, start: at, duration: 1 }));
    const frames = timeFrames(traceOf(spans), OPEN_END);
    const seen = drawn(frames, 0, { from: 0, to: 10_000 }, 100);
    expect(seen).toHaveLength(100);
    expect(seen.slice(0, 2)).toEqual(['0 0+1', '100 1+1']);
  });

  it('finds what is pointed at', () => {
    const { frames } = byPath(SPANS);
    expect([frameAt(frames, 1, 30, 0), frameAt(frames, 1, 70, 0), frameAt(frames, 1, 90, 0), frameAt(frames, 1, 81, 2)]).toEqual([
      1,
      2,
      NONE,
      2,
    ]);
    expect([frameAt(frames, 9, 0, 0), frameAt(frames, -1, 0, 0)]).toEqual([NONE, NONE]);
  });

  it('steps from frame to frame', () => {
    const { tree, frames } = byPath(SPANS);
    const all = { from: 0, to: 110 };
    const step = (frame: number, to: 'up' | 'down' | 'left' | 'right', view = all, least = 0) =>
      neighbourOf(frames, tree.size, frame, to, view, least);
    expect([step(0, 'down'), step(1, 'down'), step(3, 'down'), step(3, 'up'), step(0, 'up')]).toEqual([1, 3, 3, 1, 0]);
    expect([step(1, 'right'), step(2, 'right'), step(2, 'left'), step(1, 'left')]).toEqual([2, 2, 1, 1]);
    // not out of the view, nor to what is too narrow to be seen
    expect([step(1, 'right', { from: 0, to: 60 }), step(1, 'right', all, 21)]).toEqual([1, 1]);
  });
});
