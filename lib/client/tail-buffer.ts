/** What came of the tail since the page last took it: bounded, however long that is ago. */
import type { RecordRow } from '@/lib/model/answer';
import type { TailEvent, TraceGrowth } from '@/lib/model/live';

/** Events between two takes, as one. See `TailEvent`; `gap`: before these rows something came that must be queried. */
export interface TailBatch {
  readonly rows: readonly RecordRow[];
  readonly left: number;
  readonly gone: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly traces: readonly TraceGrowth[];
  readonly tracesLeft: number;
  readonly gap: boolean;
}

/** More than a page shows; of more, the oldest are counted and not kept. */
const MOST_ROWS = 1_000;
/** The same of traces, and of spans that are gone. */
const MOST_TRACES = 5_000;
/** Rows that are known when they come again: after a broken connection a polled tail sends some twice. */
const MOST_KNOWN = 5_000;

export class TailBuffer {
  private rows: RecordRow[] = [];
  private left = 0;
  private gone: { traceId: string; spanId: string }[] = [];
  private traces = new Map<string, TraceGrowth>();
  private tracesLeft = 0;
  private gap = false;
  private readonly known = new Set<string>();

  /** How many records have come since the last take, those that were left out counted. */
  get count(): number {
    return this.rows.length + this.left;
  }

  /** Adds an event; whether there is anything to take. */
  add(event: Extract<TailEvent, { kind: 'records' | 'gap' }>): boolean {
    if (event.kind === 'gap') this.gap = true;
    else {
      for (const row of event.rows) if (this.isNew(row)) this.rows.push(row);
      const over = Math.max(0, this.rows.length - MOST_ROWS);
      if (over > 0) this.rows = this.rows.slice(over);
      this.left += event.left + over;
      this.gone = [...this.gone, ...event.gone].slice(-MOST_TRACES);
      this.tracesLeft += event.tracesLeft;
      for (const growth of event.traces) this.grow(growth);
    }
    return this.gap || this.count > 0 || this.gone.length > 0 || this.traces.size > 0 || this.tracesLeft > 0;
  }

  /** All of it, and nothing is left; undefined where nothing came. */
  take(): TailBatch | undefined {
    const { rows, left, gone, traces, tracesLeft, gap } = this;
    if (!gap && this.count === 0 && gone.length === 0 && traces.size === 0 && tracesLeft === 0) return undefined;
    this.rows = [];
    this.left = 0;
    this.gone = [];
    this.traces = new Map();
    this.tracesLeft = 0;
    this.gap = false;
    return { rows, left, gone, traces: [...traces.values()], tracesLeft, gap };
  }

  private grow({ traceId, spans, errors }: TraceGrowth): void {
    const known = this.traces.get(traceId);
    if (!known && this.traces.size >= MOST_TRACES) this.tracesLeft += 1;
    else this.traces.set(traceId, { traceId, spans: (known?.spans ?? 0) + spans, errors: (known?.errors ?? 0) + errors });
  }

  private isNew(row: RecordRow): boolean {
    const key = row.signal === 'logs' ? `${row.time}/${row.id}` : `${row.traceId}/${row.spanId}/${row.duration === '-1' ? 'runs' : ''}`;
    if (this.known.has(key)) return false;
    this.known.add(key);
    for (const oldest of this.known) {
      if (this.known.size <= MOST_KNOWN) break;
      this.known.delete(oldest);
    }
    return true;
  }
}
