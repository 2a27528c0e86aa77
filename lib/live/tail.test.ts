import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { millis, nanos } from '@/lib/base/time';
import { MOST_CHARACTERS } from '@/lib/live/collect';
import { MOST_TRACES } from '@/lib/live/growth';
import { ASK as ask, follow } from '@/lib/live/follow.testing';
import { log, request, span } from '@/lib/live/records.testing';
import { LINGER, MOST_MISSED_ROWS, MOST_ROWS, Tail, TICK } from '@/lib/live/tail';
import { record } from '@/lib/model/record-field';
import type { Span } from '@/lib/model/telemetry';

const settings = { tenantKeys: ['tenant.id'], logId: () => '7' };

const spans = (from: number, count: number, own: Partial<Span> = {}) =>
  Array.from({ length: count }, (_, index) => span(from + index, own));
const ticks = (count: number) => vi.advanceTimersByTimeAsync(count * TICK);

let tail: Tail;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  tail = new Tail(settings);
});
afterEach(() => {
  tail.close();
  vi.useRealTimers();
});

/** Turns of the process that `collect` lets pass between slices of a flood: those are real. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('pushed records', () => {
  it('come at once after a quiet time, then every quarter of a second', async () => {
    const reader = follow(tail);
    await ticks(4);
    tail.note([request({ spans: spans(1, 1) })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.rows().map(({ spanId }) => Number.parseInt(spanId, 16))).toEqual([1]);
    tail.note([request({ spans: spans(2, 1) })]);
    await vi.advanceTimersByTimeAsync(TICK - 1);
    expect(reader.rows()).toHaveLength(1);
    tail.note([request({ logs: [log()] })]);
    await vi.advanceTimersByTimeAsync(1);
    expect(reader.records().at(-1)?.rows).toMatchObject([{ spanId: '0000000000000002' }, { signal: 'logs', id: '7' }]);
    await reader.leave();
  });

  it('are those that are asked for', async () => {
    const reader = follow(tail, { signals: ['spans'], roots: true, where: { op: 'eq', field: record('name'), value: 'yes' } });
    const child = span(3, { name: 'yes', parentSpanId: 'f'.repeat(16) });
    tail.note([request({ spans: [span(1), span(2, { name: 'yes' }), child], logs: [log()] })]);
    await ticks(1);
    expect(reader.rows()).toMatchObject([{ spanId: '0000000000000002' }]);
    // growth is told of all traces all the same
    expect(reader.records().at(-1)?.traces).toHaveLength(3);
    await reader.leave();
  });

  it('are no older than asked when they come: a long span is news, a back-fill is not', async () => {
    const reader = follow(tail, { within: millis(60_000) });
    const start = nanos(BigInt(Date.now() - 120_000) * 1_000_000n);
    const long = span(1, { start, duration: nanos(119_000_000_000n) });
    tail.note([request({ spans: [long, span(2, { start })], logs: [log({ time: start })] })]);
    await ticks(1);
    expect(reader.rows()).toMatchObject([{ spanId: long.spanId }]);
    expect(reader.records().at(-1)?.traces).toEqual([{ traceId: long.traceId, spans: 1, errors: 0 }]);
    await reader.leave();
  });

  it('tell by how much traces grew, spans that run left out', async () => {
    const reader = follow(tail, { where: { op: 'or', of: [] } });
    const traceId = 'a'.repeat(32);
    tail.note([
      request({
        spans: [span(1, { traceId }), span(2, { traceId, statusCode: 'Error' }), span(3)],
        pendingSpans: [span(4, { traceId })],
      }),
    ]);
    await ticks(1);
    expect(reader.records().at(-1)).toMatchObject({
      rows: [],
      left: 0,
      traces: [
        { traceId, spans: 2, errors: 1 },
        { traceId: span(3).traceId, spans: 1, errors: 0 },
      ],
      tracesLeft: 0,
    });
    await reader.leave();
  });
});

describe('a flood', () => {
  it('of 20 000 at once: the newest come, and the rest is counted, exactly', async () => {
    const reader = follow(tail);
    await ticks(1);
    for (let part = 0; part < 20; part++) tail.note([request({ spans: spans(1 + part * 1_000, 1_000) })]);
    await ticks(1);
    await settle();
    await ticks(1);
    expect(reader.rows().map(({ spanId }) => Number.parseInt(spanId, 16))).toEqual(
      Array.from({ length: MOST_ROWS }, (_, index) => 20_000 - MOST_ROWS + 1 + index),
    );
    expect(reader.left()).toBe(20_000 - MOST_ROWS);
    const { traces, tracesLeft } = reader.records().at(-1) ?? { traces: [], tracesLeft: 0 };
    expect([traces.length, tracesLeft]).toEqual([MOST_TRACES, 20_000 - MOST_TRACES]);
    await reader.leave();
  });

  it('of megabytes: an event stays small, and what does not fit is counted', async () => {
    const reader = follow(tail);
    const body = { type: 'string', text: 'x'.repeat(MOST_CHARACTERS / 2) } as const;
    tail.note([request({ logs: [log(), log({ body }), log({ body }), log({ body })] })]);
    await ticks(1);
    expect([reader.rows().length, reader.left()]).toEqual([2, 2]);
    await reader.leave();
  });

  it('does not fill the memory: a reader that is behind the ring is told of the gap', async () => {
    tail = new Tail(settings, { records: 1_000, bytes: 2 ** 30 });
    const reader = follow(tail);
    await vi.advanceTimersByTimeAsync(0);
    for (let part = 0; part < 3; part++) tail.note([request({ spans: spans(part * 600, 600) })]);
    await ticks(1);
    expect(reader.events.at(-1)).toMatchObject({ kind: 'gap' });
    tail.note([request({ spans: spans(5_000, 1) })]);
    await ticks(1);
    expect(reader.rows()).toMatchObject([{ spanId: span(5_000).spanId }]);
    await reader.leave();
  });

  it('waits for a slow reader in the one ring: nothing is made until it takes, and then it is told of all', async () => {
    const leaving = new AbortController();
    const events = tail.follow(ask, leaving.signal);
    await events.next();
    await events.next();
    for (let part = 0; part < 10; part++) {
      tail.note([request({ spans: spans(part * 100, 100) })]);
      await ticks(4);
    }
    const taken = events.next();
    await ticks(1);
    expect((await taken).value).toMatchObject({ kind: 'records', rows: { length: MOST_ROWS }, left: 1_000 - MOST_ROWS });
    leaving.abort();
    expect((await events.next()).done).toBe(true);
  });
});

describe('running spans', () => {
  const begun = (number: number, own: Partial<Span> = {}) => request({ pendingSpans: [span(number, own)] });

  it('come when they begin and when they end', async () => {
    const reader = follow(tail);
    tail.note([begun(1)]);
    await ticks(1);
    tail.note([request({ spans: [span(1)] })]);
    await ticks(1);
    expect(reader.rows()).toMatchObject([{ duration: '-1' }, { duration: '1000' }]);
    await reader.leave();
  });

  it('that begin and end between two events are only those that ended', async () => {
    const reader = follow(tail);
    tail.note([begun(1), request({ spans: [span(1)] }), begun(2)]);
    await ticks(1);
    expect(reader.rows().map((row) => row.signal === 'spans' && [row.spanId, row.duration])).toEqual([
      [span(1).spanId, '1000'],
      [span(2).spanId, '-1'],
    ]);
    expect(reader.left()).toBe(0);
    await reader.leave();
  });

  it('are gone when they ended as something that does not pass', async () => {
    const reader = follow(tail, { where: { op: 'eq', field: record('running'), value: true } });
    tail.note([begun(1), begun(2)]);
    await ticks(1);
    tail.note([request({ spans: [span(2), span(3)] })]);
    await ticks(1);
    expect(reader.records().at(-1)).toMatchObject({ rows: [], gone: [{ traceId: span(2).traceId, spanId: span(2).spanId }] });
    await reader.leave();
  });

  it('end even in a flood', async () => {
    const reader = follow(tail);
    tail.note([begun(1)]);
    await ticks(1);
    tail.note([request({ spans: [span(1), ...spans(2, 5_000)] })]);
    await ticks(1);
    await settle();
    await ticks(1);
    const last = reader.records().at(-1);
    expect(last?.rows[0]).toMatchObject({ spanId: span(1).spanId, duration: '1000' });
    expect([last?.rows.length, last?.left]).toEqual([MOST_ROWS + 1, 5_000 - MOST_ROWS]);
    await reader.leave();
  });
});

describe('a cursor', () => {
  it('goes on where the connection broke, without gaps and doubles', async () => {
    const seen: number[] = [];
    let after: string | undefined;
    let next = 1;
    // 5 000 records; whoever follows leaves again and again, and comes back later
    for (let round = 0; round < 10; round++) {
      const reader = follow(tail, after === undefined ? {} : { after });
      await vi.advanceTimersByTimeAsync(0);
      for (let part = 0; part < 4; part++) {
        tail.note([request({ spans: spans(next, 75) })]);
        next += 75;
        await ticks(1);
      }
      seen.push(...reader.rows().map(({ spanId }) => Number.parseInt(spanId, 16)));
      expect(reader.left()).toBe(0);
      after = reader.cursor();
      await reader.leave();
      tail.note([request({ spans: spans(next, 200) })]);
      next += 200;
      await vi.advanceTimersByTimeAsync(1_000);
    }
    const reader = follow(tail, { ...(after === undefined ? {} : { after }) });
    await ticks(2);
    seen.push(...reader.rows().map(({ spanId }) => Number.parseInt(spanId, 16)));
    expect(seen).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
    await reader.leave();
  });

  it('counts what was too much while nobody was there', async () => {
    const first = follow(tail);
    await ticks(1);
    await first.leave();
    tail.note([request({ spans: spans(1, MOST_MISSED_ROWS + 500) })]);
    const second = follow(tail, { after: first.cursor() });
    await ticks(1);
    expect([second.rows().length, second.left()]).toEqual([MOST_MISSED_ROWS, 500]);
    await second.leave();
  });

  it('moves on though nothing passes, so that it is not too old when the connection breaks', async () => {
    tail = new Tail(settings, { records: 1_000, bytes: 2 ** 30 });
    const reader = follow(tail, { signals: ['logs'], within: millis(1) });
    const old = { start: nanos(0n) };
    for (let part = 0; part < 100; part++) {
      tail.note([request({ spans: spans(part * 20, 20, old) })]);
      await ticks(1);
    }
    await reader.leave();
    const again = follow(tail, { after: reader.cursor() });
    await ticks(1);
    expect(again.events.map(({ kind }) => kind)).not.toContain('gap');
    await again.leave();
  });

  it.each(['', 'x', 'at.5', 'ffffffff.0', 'ffffffff.99'])('that this process did not give is a gap: %s', async (after) => {
    const reader = follow(tail, { after });
    await ticks(1);
    expect(reader.events.map(({ kind }) => kind)).toEqual(['mode', 'gap']);
    await reader.leave();
  });

  it('is too old when nobody followed for a minute and something came', async () => {
    const first = follow(tail);
    await ticks(1);
    await first.leave();
    await vi.advanceTimersByTimeAsync(LINGER);
    const quiet = follow(tail, { after: first.cursor() });
    await ticks(1);
    expect(quiet.events.map(({ kind }) => kind)).toEqual(['mode', 'records']);
    await quiet.leave();
    await vi.advanceTimersByTimeAsync(LINGER);
    tail.note([request({ spans: spans(1, 1) })]);
    const late = follow(tail, { after: first.cursor() });
    await ticks(1);
    expect(late.events.map(({ kind }) => kind)).toEqual(['mode', 'gap']);
    await late.leave();
  });
});

it('ends all that follow when it closes', async () => {
  const reader = follow(tail);
  await ticks(1);
  tail.close();
  await reader.leave();
  expect(reader.events.map(({ kind }) => kind)).toEqual(['mode', 'records']);
});
