/** Of many stored records, what one event tells of them: never more than a page can draw, and the rest counted. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Millis } from '@/lib/base/time';
import { Growth } from '@/lib/live/growth';
import type { Kept } from '@/lib/live/ring';
import { keyOf, type RunningSpans } from '@/lib/live/running-spans';
import { storedAt, storedCount, type Stored } from '@/lib/live/stored';
import type { RecordRow } from '@/lib/model/answer';
import type { TailAsk, TailEvent } from '@/lib/model/live';

/** Characters of one event's rows at most: a single log can be megabytes. */
export const MOST_CHARACTERS = 1_000_000;
/** Records that are looked at in one turn: about 2 ms of the process's time. */
const TURN = 2_000;

/** What is asked, made ready, and what its reader was told of. */
export interface Reader {
  readonly ask: TailAsk;
  passes(stored: Stored): boolean;
  row(stored: Stored): RecordRow;
  readonly running: RunningSpans;
}

/** See `TailEvent`. */
export type Collected = Omit<Extract<TailEvent, { kind: 'records' }>, 'kind' | 'cursor'>;

/** A record that passed, and the how-manieth. */
interface Passed {
  readonly stored: Stored;
  readonly order: number;
}

/**
 * Reads what stands at `from` (a position) and behind it in `requests`, with a turn for everyone else in between. Of the records
 * that pass, the newest `most` become rows, and the ends of all spans that the reader is told to be running.
 */
export async function collect(requests: readonly Kept[], from: number, reader: Reader, most: number): Promise<Collected> {
  const sieve = new Sieve(reader, most);
  let turn = 0;
  for (const { from: first, request, at } of requests) {
    const count = storedCount(request);
    for (let index = Math.max(0, from - first); index < count; index++) {
      turn += 1;
      if (turn % TURN === 0) await nextTurn();
      const stored = storedAt(request, index);
      if (stored && isNews(stored, at, reader.ask.within)) sieve.add(stored);
    }
  }
  return sieve.collected();
}

class Sieve {
  /** The newest that passed, written round and round. */
  private readonly newest: Passed[] = [];
  private others = 0;
  /** Ends of spans that the reader knows to be running. */
  private readonly ends: Passed[] = [];
  private readonly gone: { traceId: string; spanId: string }[] = [];
  /** Spans that began in what is read here, passed, and have not ended in it. */
  private readonly begun = new Set<string>();
  /** How many more began and ended: of these only the end counts. */
  private replaced = 0;
  private readonly growth = new Growth();

  constructor(
    private readonly reader: Reader,
    private readonly most: number,
  ) {}

  add(stored: Stored): void {
    const { ask, passes, running } = this.reader;
    const ended = stored.signal === 'spans' && !stored.running ? stored.record : undefined;
    if (ended) this.growth.add(ended);
    const known = ended !== undefined && running.end(ended);
    if (ended && this.begun.size > 0 && this.begun.delete(keyOf(ended))) this.replaced += 1;
    if (!isAsked(stored, ask) || !passes(stored)) {
      if (known) this.gone.push({ traceId: ended.traceId, spanId: ended.spanId });
      return;
    }
    const passed: Passed = { stored, order: this.others + this.ends.length };
    if (known) {
      this.ends.push(passed);
      return;
    }
    this.newest[this.others % this.most] = passed;
    this.others += 1;
    if (stored.signal === 'spans' && stored.running) this.begun.add(keyOf(stored.record));
  }

  collected(): Collected {
    const chosen = [...this.newest, ...this.ends]
      .sort((one, other) => one.order - other.order)
      .map(({ stored }) => stored)
      .filter((stored) => stored.signal === 'logs' || !stored.running || this.begun.has(keyOf(stored.record)));
    const rows = withinCharacters(chosen.map((stored) => this.reader.row(stored)));
    for (const row of rows) if (row.signal === 'spans' && row.duration === '-1') this.reader.running.begin(row);
    const left = this.others + this.ends.length - this.replaced - rows.length;
    return { rows, left, gone: this.gone, ...this.growth.told(new Set(rows.map(({ traceId }) => traceId))) };
  }
}

function isNews(stored: Stored, at: Millis, within: Millis | undefined): boolean {
  if (within === undefined) return true;
  const end = stored.signal === 'logs' ? stored.record.time : stored.record.start + stored.record.duration;
  return Number(end / 1_000_000n) >= at - within;
}

function isAsked(stored: Stored, { signals, roots }: TailAsk): boolean {
  if (!signals.includes(stored.signal)) return false;
  return !roots || (stored.signal === 'spans' ? stored.record.parentSpanId === '' : stored.record.traceId === '');
}

/** The newest rows that fit into one event together. */
function withinCharacters(rows: readonly RecordRow[]): readonly RecordRow[] {
  let characters = 0;
  let first = rows.length;
  for (const row of rows.toReversed()) {
    characters += charactersOf(row);
    if (characters > MOST_CHARACTERS) break;
    first -= 1;
  }
  return first === 0 ? rows : rows.slice(first);
}

function charactersOf(row: RecordRow): number {
  const own = row.signal === 'logs' ? row.body.length : row.name.length + row.message.length;
  return row.values.reduce((sum, value) => sum + value.length, own);
}
