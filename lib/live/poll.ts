/** The tail of a store that cannot push, or of a filter that only the store evaluates: it is asked again and again. */
import { millis, MINUTE, nowMillis, SECOND, type Millis, type TimeRange } from '@/lib/base/time';
import { keyOf } from '@/lib/live/running-spans';
import { pause } from '@/lib/live/wait';
import { allOf } from '@/lib/model/all-of';
import type { Answer, RecordRow } from '@/lib/model/answer';
import { isBackendError } from '@/lib/model/backend';
import type { Filter } from '@/lib/model/filter';
import type { LiveSignal, TailAsk, TailEvent } from '@/lib/model/live';
import type { Query, RowsSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

/** Time between two questions. */
export const POLL_EVERY = millis(2 * SECOND);
/** Rows of one question at most. */
export const MOST_POLLED = 500;
/** Senders keep what ended for some seconds, and their clocks differ. */
const LATE = millis(20 * SECOND);
/** So far behind, what came in between is better queried. */
const MOST_MISSED = millis(10 * MINUTE);
/** Rows that are remembered, not to be sent twice. */
const MOST_SEEN = 20_000;

/**
 * Spans are found by when they began, but come when they have ended: long ones are looked for among those that began long ago,
 * of which only the long ones are read. `back`: ms before the last question; `least`: duration in ns.
 */
const BANDS: readonly { readonly back: Millis; readonly least: number }[] = [
  { back: LATE, least: 0 },
  { back: millis(10 * MINUTE), least: 10e9 },
  { back: millis(120 * MINUTE), least: 540e9 },
];

export type Run = (query: Query, signal: AbortSignal) => Promise<Answer>;

/**
 * What `TailEvent` says, asked of `run` until `signal` aborts; `reason`: why it is not pushed. Throws BackendError where the first
 * question fails; later ones are tried again.
 */
export async function* poll(ask: TailAsk, reason: string, run: Run, signal: AbortSignal): AsyncGenerator<TailEvent, void, undefined> {
  const began = nowMillis();
  const resumed = instantOf(ask.after);
  const from = resumed !== undefined && began - resumed <= MOST_MISSED ? resumed : undefined;
  const seen = new Seen();
  let since = from ?? began;
  // what is there already is no news; asking for it also tells whether this can be asked at all
  if (from === undefined) seen.fresh((await newRows(ask, { since, now: began }, run, signal)).rows);
  yield { kind: 'mode', pushed: false, every: POLL_EVERY, reason };
  if (ask.after !== undefined && from === undefined) yield { kind: 'gap', cursor: cursorAt(since) };
  else yield records([], 0, since);
  for (let wait = from === undefined; ; wait = true) {
    if (wait) await pause(POLL_EVERY, signal);
    if (signal.aborted) return;
    const now = nowMillis();
    try {
      const found = await newRows(ask, { since, now }, run, signal);
      // a page that is full says nothing of what is behind it
      const count = found.cut ? await countOf(ask, { from: since, to: now }, run, signal) : 0;
      const rows = seen.fresh(found.rows);
      since = now;
      yield records(rows, Math.max(0, count - rows.length), since);
    } catch (cause) {
      if (signal.aborted) return;
      if (!isBackendError(cause)) throw cause;
      yield { kind: 'fault', message: cause.message };
    }
  }
}

function records(rows: readonly RecordRow[], left: number, since: Millis): TailEvent {
  return { kind: 'records', rows, left, gone: [], traces: [], tracesLeft: 0, cursor: cursorAt(since) };
}

function cursorAt(since: Millis): string {
  return `at.${since}`;
}

function instantOf(cursor: string | undefined): Millis | undefined {
  const [, text] = /^at\.(\d{1,15})$/.exec(cursor ?? '') ?? [];
  return text === undefined ? undefined : millis(Number(text));
}

interface Since {
  readonly since: Millis;
  readonly now: Millis;
}

/** Rows that may be new, oldest first; `cut`: there are more. */
async function newRows(ask: TailAsk, { since, now }: Since, run: Run, signal: AbortSignal): Promise<{ rows: RecordRow[]; cut: boolean }> {
  const questions = ask.signals.flatMap((each) => {
    // a record's clock may be ahead of ours
    let to = millis(now + MINUTE);
    return (each === 'spans' ? BANDS : BANDS.slice(0, 1)).map(({ back, least }) => {
      const range: TimeRange = { from: millis(since - back), to };
      to = range.from;
      return { range, spec: rowsSpec(ask, each, least) };
    });
  });
  const answers = await Promise.all(
    questions.map(({ range, spec }) => run({ spec, frame: { range, step: millis(range.to - range.from) } }, signal)),
  );
  const pages = answers.map((answer) => (answer.kind === 'rows' ? answer : { rows: [], next: undefined }));
  const rows = pages.flatMap((page) => page.rows).sort((one, other) => Number(BigInt(one.time) - BigInt(other.time)));
  return { rows, cut: pages.some(({ next }) => next !== undefined) };
}

function whereOf({ where, roots }: TailAsk, signal: LiveSignal, least: number): Filter | undefined {
  return allOf(
    where,
    roots ? { op: 'eq', field: record(signal === 'spans' ? 'parentSpanId' : 'traceId'), value: '' } : undefined,
    least > 0 ? { op: 'gte', field: record('duration'), value: least } : undefined,
  );
}

function rowsSpec(ask: TailAsk, signal: LiveSignal, least: number): RowsSpec {
  const where = whereOf(ask, signal, least);
  return {
    kind: 'rows',
    source: { signal },
    fields: ask.fields,
    limit: MOST_POLLED,
    orderBy: 'time',
    traceSummary: signal === 'spans',
    ...(signal === 'spans' && least === 0 ? { running: true } : {}),
    ...(where ? { where } : {}),
  };
}

/** How many records of `range` pass. */
async function countOf(ask: TailAsk, range: TimeRange, run: Run, signal: AbortSignal): Promise<number> {
  const frame = { range, step: millis(Math.max(1, range.to - range.from)) };
  const counts = ask.signals.map(async (each) => {
    const where = whereOf(ask, each, 0);
    const spec: TableSpec = { kind: 'table', source: { signal: each }, measures: [{ fn: 'count' }], by: [], limit: 1, orderBy: 0 };
    const answer = await run({ spec: where ? { ...spec, where } : spec, frame }, signal);
    return answer.kind === 'table' ? Number(answer.table.rows[0]?.[0] ?? 0) : 0;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** The rows that were sent last. */
class Seen {
  private readonly keys = new Set<string>();

  /** Those of `rows` that were not seen before. */
  fresh(rows: readonly RecordRow[]): RecordRow[] {
    const fresh = rows.filter((row) => {
      const key = row.signal === 'logs' ? `${row.time}/${row.id}` : `${keyOf(row)}/${String(row.duration === '-1')}`;
      const size = this.keys.size;
      return this.keys.add(key).size > size;
    });
    for (const key of this.keys) {
      if (this.keys.size <= MOST_SEEN) break;
      this.keys.delete(key);
    }
    return fresh;
  }
}
