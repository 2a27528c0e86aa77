/**
 * Group commit: requests that wait are stored together by one insert, and each learns of its outcome only when that insert
 * is done. While one insert runs, the next batch collects.
 */
import { BackendError, type Fault } from '@/lib/model/backend';
import type { IngestRequest } from '@/lib/model/telemetry';
import { rowCount } from '@/lib/otlp/normalise';

/** Stores all of it, durably, before it returns. Throws BackendError. */
export type Ingest = (requests: readonly IngestRequest[]) => Promise<void>;

export interface BatchLimits {
  /** Rows that wait or are being inserted at most; beyond it requests are turned away. */
  readonly queueRows: number;
  /** The same in bytes of memory, estimated. */
  readonly queueBytes: number;
  /** Rows with which nothing is gained by waiting for more: an insert has a fixed cost, which so many rows have paid for. */
  readonly enoughRows: number;
  /** How long a few rows wait for company at most, counted from the beginning of the last insert, in ms. */
  readonly lingerMillis: number;
  /** Rows of one insert at most, unless a single request has more. */
  readonly insertRows: number;
}

export const DEFAULT_BATCH_LIMITS: BatchLimits = {
  queueRows: 200_000,
  queueBytes: 256 * 2 ** 20,
  enoughRows: 10_000,
  lingerMillis: 150,
  insertRows: 20_000,
};

/** `full`: try again soon. `failed`: the store could not do it now. `refused`: the store will never take these rows. */
export type Outcome = { readonly is: 'stored' | 'full' } | { readonly is: 'failed' | 'refused'; readonly message: string };

/** Small inserts may follow each other so closely that they take a fifth of the time, however slow the store is just now. */
const PAUSE_PER_INSERT = 5;

/** Failures that the same rows would meet again and again: they are no sender's to repeat. */
const PERMANENT: ReadonlySet<Fault> = new Set(['invalid', 'unsupported']);

interface Waiting {
  readonly request: IngestRequest;
  readonly rows: number;
  readonly bytes: number;
  readonly settle: (outcome: Outcome) => void;
}

const STORED: Outcome = { is: 'stored' };
const FULL: Outcome = { is: 'full' };

/** The queue in front of the store. */
export class Batcher {
  private waiting: Waiting[] = [];
  private waitingRows = 0;
  private queuedRows = 0;
  private queuedBytes = 0;
  private inserting: Promise<void> | undefined;
  private insertBegan = -Infinity;
  private insertMillis = 0;
  private timer: NodeJS.Timeout | undefined;
  private draining = false;

  /** `report` hears of every failed insert, beside the senders. */
  constructor(
    private readonly ingest: Ingest,
    private readonly report: (error: unknown) => void,
    private readonly limits: BatchLimits = DEFAULT_BATCH_LIMITS,
  ) {}

  /** Whether a further request would be turned away. An empty queue takes any request, however large, so that none is turned away for ever. */
  get full(): boolean {
    return this.queuedRows >= this.limits.queueRows || this.queuedBytes >= this.limits.queueBytes;
  }

  /** Resolves when the request's rows are stored, or when it is certain that they are not. `bytes`: about what it holds in memory. */
  add(request: IngestRequest, bytes: number): Promise<Outcome> {
    const rows = rowCount(request);
    const over = this.queuedRows + rows > this.limits.queueRows || this.queuedBytes + bytes > this.limits.queueBytes;
    if (this.full || (over && this.queuedRows > 0)) return Promise.resolve(FULL);
    return new Promise((settle) => {
      this.waiting.push({ request, rows, bytes, settle });
      this.waitingRows += rows;
      this.queuedRows += rows;
      this.queuedBytes += bytes;
      this.schedule();
    });
  }

  /** Stores what waits now, without lingering; resolves when its senders know the outcome. */
  async flush(): Promise<void> {
    this.draining = true;
    try {
      while (this.waiting.length > 0 || this.inserting) {
        this.schedule();
        await this.inserting;
      }
    } finally {
      this.draining = false;
    }
  }

  /** The next insert begins sooner the more rows wait, and at once after a quiet time. */
  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.inserting || this.waiting.length === 0) return;
    const missing = 1 - this.waitingRows / this.limits.enoughRows;
    if (this.draining || missing <= 0) {
      this.begin();
      return;
    }
    const linger = Math.min(this.limits.lingerMillis, this.insertMillis * PAUSE_PER_INSERT) * missing;
    this.timer = setTimeout(() => this.begin(), Math.max(0, this.insertBegan + linger - performance.now()));
  }

  private begin(): void {
    clearTimeout(this.timer);
    const batch = this.takeBatch();
    this.insertBegan = performance.now();
    this.inserting = this.insert(batch).finally(() => {
      this.inserting = undefined;
      this.insertMillis = performance.now() - this.insertBegan;
      for (const { rows, bytes } of batch) {
        this.queuedRows -= rows;
        this.queuedBytes -= bytes;
      }
      this.schedule();
    });
  }

  private takeBatch(): Waiting[] {
    let rows = 0;
    let count = 0;
    for (const next of this.waiting) {
      if (count > 0 && rows + next.rows > this.limits.insertRows) break;
      rows += next.rows;
      count += 1;
    }
    const batch = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    this.waitingRows -= rows;
    return batch;
  }

  /** Never rejects. Where the store refuses the rows for good, each request is tried alone, so that a bad one harms no other. */
  private async insert(batch: readonly Waiting[]): Promise<void> {
    const outcome = await this.tryInsert(batch);
    if (outcome.is === 'refused' && batch.length > 1) {
      for (const one of batch) await this.insert([one]);
      return;
    }
    for (const { settle } of batch) settle(outcome);
  }

  private async tryInsert(batch: readonly Waiting[]): Promise<Outcome> {
    try {
      await this.ingest(batch.map(({ request }) => request));
      return STORED;
    } catch (error) {
      this.report(error);
      const message = error instanceof Error ? error.message : String(error);
      return { is: error instanceof BackendError && PERMANENT.has(error.fault) ? 'refused' : 'failed', message };
    }
  }
}
