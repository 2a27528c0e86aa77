/**
 * Records pushed to everyone who follows, as they are stored. Whoever follows takes events at a pace of their own: what comes
 * in waits in the one ring that all share, so that a slow reader costs nothing, and is told what was too much.
 */
import { millis, nowMillis, type Millis } from '@/lib/base/time';
import { collect, type Reader } from '@/lib/live/collect';
import { createPasses } from '@/lib/live/passes';
import { Ring, type RingLimits } from '@/lib/live/ring';
import { createRow, type RowSettings } from '@/lib/live/row';
import { RunningSpans } from '@/lib/live/running-spans';
import { pause, waitFor } from '@/lib/live/wait';
import type { TailAsk, TailEvent } from '@/lib/model/live';
import type { IngestRequest } from '@/lib/model/telemetry';

/** Time between two events of one follower at least; the first after a quiet time comes at once. */
export const TICK = millis(250);
/** Rows of one event at most: a person reads far fewer in a quarter of a second. */
export const MOST_ROWS = 100;
/** The same of the first event after a broken connection, for which rows have piled up. */
export const MOST_MISSED_ROWS = 1_000;
/** A follower whose filter nothing passes gets a new cursor so often, so that it does not fall behind the ring. */
const CURSOR_EVERY = millis(5_000);
/** How long the ring is filled on when the last follower has gone: they may be back. */
export const LINGER = millis(60_000);

/** At 2 000 records a second, what came within 15 s; about 60 MB. */
const RING: RingLimits = { records: 30_000, bytes: 64 * 2 ** 20 };

export class Tail {
  private readonly ring: Ring;
  /** Tells this process's positions from those of the one before it. */
  private readonly epoch = crypto.randomUUID().slice(0, 8);
  private readonly closing = new AbortController();
  private followers = 0;
  private lingering: NodeJS.Timeout | undefined;
  private readonly wakers = new Set<() => void>();

  constructor(
    private readonly settings: RowSettings,
    limits: RingLimits = RING,
  ) {
    this.ring = new Ring(limits);
  }

  /** Takes note of requests that are stored. It copies nothing, and counts alone while nobody follows. */
  note(requests: readonly IngestRequest[]): void {
    const kept = this.followers > 0 || this.lingering !== undefined;
    const head = this.ring.head;
    for (const request of requests) {
      if (kept) this.ring.push(request, nowMillis());
      else this.ring.skip(request);
    }
    if (this.ring.head > head) for (const wake of [...this.wakers]) wake();
  }

  /** What `TailEvent` says, until `signal` aborts or the tail closes. Throws BackendError where the ask does not hold together. */
  async *follow(ask: TailAsk, signal: AbortSignal): AsyncGenerator<TailEvent, void, undefined> {
    const reader: Reader = {
      ask,
      passes: createPasses(ask.where, this.settings.tenantKeys),
      row: createRow(ask.fields, this.settings),
      running: new RunningSpans(),
    };
    const until = AbortSignal.any([signal, this.closing.signal]);
    this.arrive();
    try {
      yield* this.events(reader, until);
    } finally {
      this.leave();
    }
  }

  /** Ends all that follow. */
  close(): void {
    this.closing.abort();
    clearTimeout(this.lingering);
    this.ring.clear();
  }

  private async *events(reader: Reader, until: AbortSignal): AsyncGenerator<TailEvent, void, undefined> {
    const { after } = reader.ask;
    const cursor = (at: number) => `${this.epoch}.${at}`;
    const nothing = { kind: 'records', rows: [], left: 0, gone: [], traces: [], tracesLeft: 0 } as const;
    const asked = after === undefined ? undefined : this.positionOf(after);
    let position = asked ?? this.ring.head;
    let missed = asked !== undefined && position < this.ring.head;
    yield { kind: 'mode', pushed: true };
    if (after !== undefined && asked === undefined) yield { kind: 'gap', cursor: cursor(position) };
    // where the reader is from now on, before anything has come
    else if (!missed) yield { ...nothing, cursor: cursor(position) };
    let told: Millis | undefined = missed ? undefined : nowMillis();
    let looked = told;
    while (!until.aborted) {
      if (position === this.ring.head) await this.grown(until);
      if (looked !== undefined) await pause(looked + TICK - nowMillis(), until);
      if (until.aborted) return;
      looked = nowMillis();
      const { head } = this.ring;
      if (position < this.ring.oldest) {
        position = head;
        yield { kind: 'gap', cursor: cursor(head) };
        continue;
      }
      const found = await collect(this.ring.since(position), position, reader, missed ? MOST_MISSED_ROWS : MOST_ROWS);
      position = head;
      missed = false;
      const empty = found.rows.length === 0 && found.left === 0 && found.gone.length === 0 && found.traces.length === 0;
      if (empty && told !== undefined && looked - told < CURSOR_EVERY) continue;
      told = looked;
      yield { kind: 'records', ...found, cursor: cursor(position) };
    }
  }

  /** Resolves when more is stored, or `until` aborts. */
  private grown(until: AbortSignal): Promise<void> {
    return waitFor((wake) => {
      this.wakers.add(wake);
      return () => this.wakers.delete(wake);
    }, until);
  }

  /** The position that a cursor of this process names, as long as nothing behind it is lost. */
  private positionOf(cursor: string): number | undefined {
    const [epoch, text = ''] = cursor.split('.');
    const position = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    if (epoch !== this.epoch || position === undefined || position > this.ring.head || position < this.ring.oldest) return undefined;
    return position;
  }

  private arrive(): void {
    this.followers += 1;
    clearTimeout(this.lingering);
    this.lingering = undefined;
  }

  private leave(): void {
    this.followers -= 1;
    if (this.followers > 0 || this.closing.signal.aborted) return;
    this.lingering = setTimeout(() => {
      this.lingering = undefined;
      this.ring.clear();
    }, LINGER);
    this.lingering.unref();
  }
}
