import { describe, expect, it } from 'vitest';
import { MOST_KEPT, NOTHING_CAME, released, settled, taken, withAllGrowth, type Arrival, type Taking } from '@/components/live/live-feed';
import { liveRecord } from '@/components/live/live-record';
import type { NanosText } from '@/lib/base/time';
import type { SpanRow } from '@/lib/model/answer';

function span(traceId: string, spanId: string, more: Partial<SpanRow> = {}): SpanRow {
  return {
    signal: 'spans',
    traceId,
    spanId,
    parentSpanId: '',
    time: '1000' as NanosText,
    duration: '5' as NanosText,
    service: 'api',
    name: 'GET /',
    message: '',
    kind: 'Server',
    status: 'Unset',
    level: 9,
    tags: [],
    httpStatus: 0,
    exceptionType: '',
    values: [],
    ...more,
  };
}

const QUIET: Arrival = { rows: [], left: 0, gone: [], traces: [] };
const FOLLOW: Taking = { view: 'tree', holding: false, listed: () => false };
const HOLD: Taking = { ...FOLLOW, holding: true };
const keys = (records: ReadonlyMap<string, unknown>) => [...records.keys()];

describe('what is pushed', () => {
  it('goes into the list, one record for each trace', () => {
    const feed = taken(NOTHING_CAME, { ...QUIET, rows: [span('a', '1'), span('b', '2')] }, FOLLOW);
    expect(keys(feed.shown)).toEqual(['trace a', 'trace b']);
    expect(feed.fresh).toBe(0);
  });

  it('waits while the list is held, and is counted with what was not sent', () => {
    const feed = taken(NOTHING_CAME, { ...QUIET, rows: [span('a', '1')], left: 36 }, HOLD);
    expect(keys(feed.shown)).toEqual([]);
    expect(feed.fresh).toBe(37);
    const after = released(feed);
    expect(keys(after.shown)).toEqual(['trace a']);
    expect([after.fresh, after.shed]).toEqual([0, 36]);
  });

  it('is counted once, however often it is told', () => {
    const running = { ...QUIET, rows: [span('a', '1', { duration: '-1' as NanosText })] };
    const feed = taken(taken(NOTHING_CAME, running, HOLD), { ...QUIET, rows: [span('a', '1')] }, HOLD);
    expect(feed.fresh).toBe(1);
    expect(feed.held.get('trace a')?.row).toMatchObject({ duration: '5' });
  });

  it('changes in place what is in the list, held or not', () => {
    const began = taken(NOTHING_CAME, { ...QUIET, rows: [span('a', '1', { duration: '-1' as NanosText })] }, FOLLOW);
    const ended = taken(began, { ...QUIET, rows: [span('a', '1')] }, HOLD);
    expect(ended.shown.get('trace a')?.row).toMatchObject({ duration: '5' });
    const read = taken(NOTHING_CAME, { ...QUIET, rows: [span('b', '1')] }, { ...HOLD, listed: (key) => key === 'trace b' });
    expect([keys(read.shown), read.fresh]).toEqual([['trace b'], 0]);
  });

  it('never lets a beginning that comes late take the place of the end', () => {
    const ended = taken(NOTHING_CAME, { ...QUIET, rows: [span('a', '1')] }, FOLLOW);
    const late = taken(ended, { ...QUIET, rows: [span('a', '1', { duration: '-1' as NanosText })] }, FOLLOW);
    expect(late.shown.get('trace a')?.row).toMatchObject({ duration: '5' });
  });

  it('lets a root take the place of its child, and no child that of a root', () => {
    const child = span('a', '2', { parentSpanId: '1', time: '1001' as NanosText });
    const first = taken(NOTHING_CAME, { ...QUIET, rows: [child] }, FOLLOW);
    const root = taken(first, { ...QUIET, rows: [span('a', '1')] }, FOLLOW);
    expect(root.shown.get('trace a')?.row).toMatchObject({ spanId: '1' });
    const again = taken(root, { ...QUIET, rows: [child] }, FOLLOW);
    expect(again.shown.get('trace a')?.row).toMatchObject({ spanId: '1' });
  });

  it('leaves when its end does not pass the filter', () => {
    const began = taken(NOTHING_CAME, { ...QUIET, rows: [span('a', '1', { duration: '-1' as NanosText })] }, FOLLOW);
    const other = taken(began, { ...QUIET, gone: [{ traceId: 'a', spanId: '9' }] }, FOLLOW);
    expect(keys(other.shown)).toEqual(['trace a']);
    expect(keys(taken(other, { ...QUIET, gone: [{ traceId: 'a', spanId: '1' }] }, FOLLOW).shown)).toEqual([]);
  });

  it('is bounded: of more than is kept, the oldest are dropped, and from where on the list is whole is known', () => {
    // one record for each nanosecond from 1 on
    const rows = Array.from({ length: MOST_KEPT + 1 }, (_, n) => span(`t${n}`, '1', { time: String(n + 1) as NanosText }));
    const most = taken(NOTHING_CAME, { ...QUIET, rows: rows.slice(1) }, FOLLOW);
    expect([most.shown.size, most.floor]).toEqual([MOST_KEPT, undefined]);
    const more = taken(NOTHING_CAME, { ...QUIET, rows }, FOLLOW);
    // 1 500 are left: those of 502 to 2 001
    expect([more.shown.size, more.floor, more.overflow]).toEqual([1_500, 502n, false]);
    expect([more.shown.has('trace t501'), more.shown.has('trace t500')]).toEqual([true, false]);
  });

  it('waits in bounds: beyond, the list must be read anew to be whole', () => {
    const rows = Array.from({ length: MOST_KEPT + 1 }, (_, n) => span(`t${n}`, '1'));
    const held = taken(NOTHING_CAME, { ...QUIET, rows }, HOLD);
    expect([held.held.size, held.fresh, held.overflow]).toEqual([MOST_KEPT, MOST_KEPT + 1, true]);
  });
});

describe('growth of traces', () => {
  it('adds up, also before the root has come', () => {
    const children = taken(NOTHING_CAME, { ...QUIET, traces: [{ traceId: 'a', spans: 3, errors: 1 }] }, FOLLOW);
    const root = { ...QUIET, rows: [span('a', '1')], traces: [{ traceId: 'a', spans: 1, errors: 0 }] };
    const feed = taken(children, root, FOLLOW);
    expect(feed.shown.get('trace a')?.trace).toEqual({ spans: 4, errors: 1 });
    const more = taken(feed, { ...QUIET, traces: [{ traceId: 'a', spans: 2, errors: 0 }] }, HOLD);
    expect(more.shown.get('trace a')?.trace).toEqual({ spans: 6, errors: 1 });
  });

  it('is added to what was read, and keeps the rest of it', () => {
    const read = [liveRecord(span('a', '1', { trace: { spans: 5, errors: 0, cost: 0.5 } }), 'tree')];
    const [grown] = withAllGrowth(read, new Map([['a', { spans: 2, errors: 1 }]]));
    expect(grown?.trace).toEqual({ spans: 7, errors: 1, cost: 0.5 });
  });
});

describe('after the list was read anew', () => {
  const trace = { spans: 1, errors: 0 };
  const pushed = taken(
    NOTHING_CAME,
    {
      ...QUIET,
      rows: [span('old', '1', { time: '100' as NanosText }), span('same', '1'), span('new', '1', { time: '2000' as NanosText })],
      traces: ['old', 'same', 'new'].map((traceId) => ({ traceId, ...trace })),
      left: 9,
    },
    FOLLOW,
  );
  const read = [liveRecord(span('same', '1', { trace }), 'tree')];

  it('keeps what is newer than its pages, and drops what they have or will bring', () => {
    const feed = settled(pushed, read, 1000n);
    expect(keys(feed.shown)).toEqual(['trace new']);
    expect([feed.shed, feed.growth.size]).toEqual([0, 0]);
  });

  it('keeps all that it does not say where there are no more pages', () => {
    expect(keys(settled(pushed, read, undefined).shown)).toEqual(['trace old', 'trace new']);
  });

  it('keeps an end that came while the list was being read', () => {
    const running = [liveRecord(span('same', '1', { duration: '-1' as NanosText, trace }), 'tree')];
    expect(keys(settled(pushed, running, 1000n).shown)).toContain('trace same');
  });
});
