import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { millis, type NanosText } from '@/lib/base/time';
import { MOST_POLLED, poll, POLL_EVERY } from '@/lib/live/poll';
import type { Answer, SpanRow } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { TailAsk, TailEvent } from '@/lib/model/live';
import type { Query } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const ask: TailAsk = { signals: ['spans'], roots: true, fields: [], where: { op: 'matches', field: record('name'), value: 'x' } };

/** A span that began at `start` and took `length`, both in ms, as a store answers it. */
const span = (start: number, length: number): SpanRow => ({
  signal: 'spans',
  traceId: 'a',
  spanId: String(start),
  parentSpanId: '',
  time: `${start}000000` as NanosText,
  duration: `${length}000000` as NanosText,
  service: 'api',
  name: 'x',
  message: '',
  kind: 'Internal',
  status: 'Unset',
  level: 9,
  tags: [],
  httpStatus: 0,
  exceptionType: '',
  values: [],
});

const NOW = 1_800_000_000_000;

let stored: SpanRow[];
let failing: BackendError | undefined;
let queries: Query[];

/** Answers as a store does: rows by their start, the newest first, with the least duration that is asked for. */
function run(query: Query): Promise<Answer> {
  if (failing) return Promise.reject(failing);
  queries.push(query);
  const { spec, frame } = query;
  const found = stored.filter(({ time }) => Number(time) / 1e6 >= frame.range.from && Number(time) / 1e6 < frame.range.to);
  const answer = { executed: '', partial: false };
  if (spec.kind === 'table') return Promise.resolve({ ...answer, kind: 'table', table: { columns: [], rows: [[found.length]] } });
  const least = /"name":"duration"},"value":(\d+)/.exec(JSON.stringify(spec))?.[1] ?? '0';
  const rows = found
    .filter(({ duration }) => Number(duration) >= Number(least))
    .toSorted((one, other) => Number(other.time) - Number(one.time));
  return Promise.resolve({
    ...answer,
    kind: 'rows',
    rows: rows.slice(0, MOST_POLLED),
    ...(rows.length > MOST_POLLED ? { next: 'n' } : {}),
  });
}

function follow(own: Partial<TailAsk> = {}) {
  const leaving = new AbortController();
  const events: TailEvent[] = [];
  const done = (async () => {
    for await (const event of poll({ ...ask, ...own }, 'Because.', run, leaving.signal)) events.push(event);
  })();
  const rows = () => events.flatMap((event) => (event.kind === 'records' ? event.rows.map(({ spanId }) => Number(spanId) - NOW) : []));
  return { events, rows, done, leave: async () => (leaving.abort(), await vi.advanceTimersByTimeAsync(0), await done) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: NOW });
  stored = [];
  queries = [];
  failing = undefined;
});
afterEach(() => void vi.useRealTimers());

describe('poll', () => {
  it('says why, and sends what is new, oldest first, each once', async () => {
    stored = [span(NOW - 5_000, 1)];
    const reader = follow();
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.events).toMatchObject([{ kind: 'mode', pushed: false, every: POLL_EVERY, reason: 'Because.' }, { rows: [] }]);
    // late ones too: they began before the last question
    stored.push(span(NOW + 500, 1), span(NOW - 3_000, 3_100), span(NOW + 100, 1));
    await vi.advanceTimersByTimeAsync(POLL_EVERY);
    await vi.advanceTimersByTimeAsync(POLL_EVERY);
    expect(reader.rows()).toEqual([-3_000, 100, 500]);
    await reader.leave();
  });

  it('finds long spans among those that began long ago, and reads no others there', async () => {
    const reader = follow();
    await vi.advanceTimersByTimeAsync(0);
    stored.push(span(NOW - 45_000, 46_000), span(NOW - 1_200_000, 1_201_000), span(NOW - 1_000_000, 5));
    await vi.advanceTimersByTimeAsync(POLL_EVERY);
    expect(reader.rows()).toEqual([-1_200_000, -45_000]);
    await reader.leave();
  });

  it('counts what is behind a full page', async () => {
    const reader = follow();
    await vi.advanceTimersByTimeAsync(0);
    stored = Array.from({ length: 1_200 }, (_, index) => span(NOW + index, 1));
    await vi.advanceTimersByTimeAsync(POLL_EVERY);
    expect(reader.events.at(-1)).toMatchObject({ kind: 'records', rows: { length: MOST_POLLED }, left: 1_200 - MOST_POLLED });
    await reader.leave();
  });

  it('asks for roots with the filter, and for what runs', async () => {
    const reader = follow();
    await vi.advanceTimersByTimeAsync(0);
    expect(queries[0]?.spec).toMatchObject({
      running: true,
      where: { op: 'and', of: [ask.where, { op: 'eq', field: record('parentSpanId'), value: '' }] },
    });
    await reader.leave();
  });

  it('goes on from a cursor, unless that is long ago', async () => {
    stored = [span(NOW - 60_000, 1)];
    const soon = follow({ after: `at.${NOW - 61_000}` });
    await vi.advanceTimersByTimeAsync(0);
    expect(soon.rows()).toEqual([-60_000]);
    await soon.leave();
    for (const after of [`at.${NOW - 3_600_000}`, 'e.5']) {
      const late = follow({ after });
      await vi.advanceTimersByTimeAsync(0);
      expect(late.events).toMatchObject([{ kind: 'mode' }, { kind: 'gap', cursor: `at.${NOW}` }]);
      await late.leave();
    }
  });

  it('tells when the store does not answer, and loses nothing by it', async () => {
    const reader = follow();
    await vi.advanceTimersByTimeAsync(0);
    failing = new BackendError('unreachable', 'It does not answer.');
    await vi.advanceTimersByTimeAsync(POLL_EVERY);
    expect(reader.events.at(-1)).toEqual({ kind: 'fault', message: 'It does not answer.' });
    stored = [span(NOW + 100, 1)];
    await vi.advanceTimersByTimeAsync(20 * POLL_EVERY);
    failing = undefined;
    await vi.advanceTimersByTimeAsync(POLL_EVERY);
    expect(reader.rows()).toEqual([100]);
    await reader.leave();
  });

  it('throws where the first question fails', async () => {
    failing = new BackendError('invalid', 'No such thing.');
    await expect(poll(ask, 'Because.', run, AbortSignal.timeout(millis(60_000))).next()).rejects.toMatchObject({ fault: 'invalid' });
  });
});
