/** Keeps the roll-up of calls up to date, a little at a time: what people ask and what comes in go first. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createAsk, type Ask } from '@/lib/backends/clickhouse/ask';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { bucketOf, makeBuckets, outdated, touchedBuckets } from '@/lib/backends/clickhouse/service-map-roll-up';
import { BUCKET } from '@/lib/backends/clickhouse/service-map-table';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { DAY, HOUR, millis, MINUTE, nanosFromMillis, nowMillis, SECOND, type Millis, type TimeRange } from '@/lib/base/time';
import type { IngestRequest } from '@/lib/model/telemetry';
import { sql } from '@/lib/sql/sql';

/** One reader's thread and little memory. */
const GENTLY = { max_threads: 1, max_memory_usage: 512 * 2 ** 20, max_execution_time: 60 };

/**
 * The work's share of one core: after t of it comes a pause of t / SHARE. Measured, a full bucket takes 0.8 s of CPU at 1 000 spans/s,
 * in proportion to its spans: at 5 000 spans/s the map is a minute or two behind.
 */
const SHARE = 0.03;
/** The same while there is more to make than what comes in now: after a back-fill, or the first start on old data. */
const CATCH_UP_SHARE = 0.25;
/** Buckets that change while spans come in as they happen; more than these are a backlog. */
const LIVE_BUCKETS = 3;
const LEAST_PAUSE = 3 * SECOND;
/** On a machine that is busy with other things, work takes long without being much. */
const MOST_PAUSE = 90 * SECOND;
const AFTER_FAILURE = MINUTE;
/** Spans that nobody here has stored, but another process or a Collector, are looked for so often. */
const AUDIT_EVERY = 10 * MINUTE;

/** A step makes so many buckets that it takes about this long, in ms. */
const STEP_LENGTH = 2_000;
const MOST_BUCKETS = 24;

export interface JobSettings {
  readonly retentionDays: { readonly traces: number };
  /** Told of each failure; the job goes on. */
  readonly report?: ((error: unknown) => void) | undefined;
}

/** Which buckets are out of date, and making them anew. */
export class CallsJob {
  /** Buckets to make, and since when each is out of date. */
  private readonly dirty = new Map<Millis, Millis>();
  /** Days whose buckets are to be compared with the spans; since when, for days of which nothing is known yet. */
  private readonly days = new Map<Millis, Millis | undefined>();
  /** Those that are being made. */
  private making: readonly (readonly [bucket: Millis, since: Millis])[] = [];
  private audit: { readonly at: Millis; readonly storeSeconds: number } | undefined;
  private version = 0n;
  private size = MOST_BUCKETS;
  private turns = 0;
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;
  private readonly ask: Ask;
  private readonly started = nowMillis();

  constructor(
    private readonly transport: Transport,
    private readonly layout: Layout,
    private readonly settings: JobSettings,
  ) {
    this.ask = createAsk(transport, this.stop.signal, GENTLY);
  }

  /** Notes that these requests' spans are stored, or may be. */
  note(requests: readonly IngestRequest[]): void {
    const minutes = new Set<number>();
    for (const { spans } of requests) for (const { start } of spans) minutes.add(Number(start / 60_000_000_000n));
    for (const minute of minutes) for (const bucket of touchedBuckets(minute * MINUTE)) this.mark(bucket);
  }

  /** How old, in ms, the oldest change in `range` is that the roll-up does not have; 0 when it has them all. */
  lag({ from, to }: TimeRange): Millis {
    const now = nowMillis();
    const within = (start: Millis, length: Millis) => start < to && start + length > from;
    const since = [
      ...(this.audit ? [] : [this.started]),
      ...[...this.making, ...this.dirty].filter(([bucket]) => within(bucket, BUCKET)).map(([, at]) => at),
      ...[...this.days].filter(([day]) => within(day, DAY)).map(([, at]) => at ?? now),
    ];
    return millis(since.reduce((oldest, at) => Math.max(oldest, now - at), 0));
  }

  /** Works until `close`. */
  start(): void {
    this.running ??= this.loop();
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  /** One piece of work: some of the buckets that are out of date, and a look at one day. Returns whether there is more. Throws BackendError. */
  async step(): Promise<boolean> {
    await this.findDays();
    await this.makeSome();
    await this.auditDay();
    return this.dirty.size > 0 || this.days.size > 0;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stop;
    // whoever waits for this pause is told by `aborted`
    const pause = (length: number) => sleep(length, undefined, { ref: false, signal }).catch(() => undefined);
    await pause(LEAST_PAUSE);
    while (!signal.aborted) {
      const start = performance.now();
      try {
        await this.step();
        const share = this.dirty.size > LIVE_BUCKETS ? CATCH_UP_SHARE : SHARE;
        await pause(Math.min(MOST_PAUSE, Math.max(LEAST_PAUSE, (performance.now() - start) / share)));
      } catch (error) {
        if (signal.aborted) return;
        this.settings.report?.(error);
        await pause(AFTER_FAILURE);
      }
    }
  }

  private mark(bucket: Millis): void {
    const now = nowMillis();
    const kept = now - (this.settings.retentionDays.traces + 1) * DAY;
    // a bucket that has not begun holds nothing to be called yet: its first spans mark it again
    if (bucket > kept && bucket <= now && !this.dirty.has(bucket)) this.dirty.set(bucket, now);
  }

  /** The newest bucket that is out of date; each second time the one that has been so for longest, so that none waits for ever. */
  private nextBucket(): Millis | undefined {
    this.turns++;
    if (this.turns % 2 === 1) return newestOf(this.dirty);
    let longest: readonly [bucket: Millis, since: Millis] | undefined;
    for (const each of this.dirty) if (!longest || each[1] < longest[1] || (each[1] === longest[1] && each[0] > longest[0])) longest = each;
    return longest?.[0];
  }

  /** The bucket and those beside it that are out of date, too: as many as one step makes. */
  private around(bucket: Millis): TimeRange {
    const most = this.size * BUCKET;
    let from: number = bucket;
    let to = bucket + BUCKET;
    while (to - from < most && this.dirty.has(millis(from - BUCKET))) from -= BUCKET;
    while (to - from < most && this.dirty.has(millis(to))) to += BUCKET;
    return { from: millis(from), to: millis(to) };
  }

  /** Makes a bucket that is out of date, and its neighbours. */
  private async makeSome(): Promise<void> {
    const bucket = this.nextBucket();
    if (bucket === undefined) return;
    const range = this.around(bucket);
    this.making = [...this.dirty].filter(([start]) => start >= range.from && start < range.to);
    // what comes in meanwhile marks them anew
    for (const [bucket] of this.making) this.dirty.delete(bucket);
    const start = performance.now();
    try {
      const made = await makeBuckets(this.ask, this.layout, range, this.nextVersion());
      if (made) await this.transport.insert(made.table, made.columns, made.bytes);
      const taken = performance.now() - start;
      this.size = Math.min(MOST_BUCKETS, Math.max(1, Math.round((this.making.length * STEP_LENGTH) / taken)));
    } catch (error) {
      for (const [bucket, since] of this.making) this.dirty.set(bucket, since);
      this.size = 1; // it may have been too much at once
      throw error;
    } finally {
      this.making = [];
    }
  }

  /** Higher than those before, and after a restart, too; other processes' clocks make theirs. */
  private nextVersion(): bigint {
    const now: bigint = nanosFromMillis(nowMillis());
    this.version = now > this.version ? now : this.version + 1n;
    return this.version;
  }

  /** Now and then: the days that have got spans (or were merged) since they were looked at, all days at first. */
  private async findDays(): Promise<void> {
    const now = nowMillis();
    if (this.audit && now - this.audit.at < AUDIT_EVERY) return;
    const rows = await this.ask(
      sql`SELECT toUnixTimestamp(toDateTime(concat(partition, ' 00:00:00'), serverTimezone())) AS day, toUnixTimestamp(max(modification_time)), toUnixTimestamp(now())
        FROM system.parts WHERE database = currentDatabase() AND table = 'otel_traces' AND active GROUP BY day`,
    );
    for (const [day, modified] of rows) {
      if (this.audit && Number(modified) < this.audit.storeSeconds) continue;
      this.days.set(bucketOf(Number(day) * SECOND), this.audit ? undefined : this.started);
    }
    this.audit = { at: now, storeSeconds: Number(rows[0]?.[2] ?? 0) };
  }

  /** Compares the newest of the days that are to be looked at with its spans. */
  private async auditDay(): Promise<void> {
    const day = newestOf(this.days);
    if (day === undefined) return;
    // an hour more: once a year a day has it
    for (const bucket of await outdated(this.ask, { from: day, to: millis(day + DAY + HOUR) })) this.mark(bucket);
    this.days.delete(day);
  }
}

function newestOf(instants: ReadonlyMap<Millis, unknown>): Millis | undefined {
  return instants.size === 0 ? undefined : millis(Math.max(...instants.keys()));
}
