/** What came in over the last minute, for the status page. */
import type { Millis } from '@/lib/base/time';
import type { Status } from '@/lib/model/api';

export type IngestStats = Status['ingest'];

const SECONDS = 60;
/** Acknowledgements whose lag is kept for the median. */
const LAGS = 1_024;

/** Counts in one slot per second, so that memory stays the same whatever the rate. */
export class IngestCounter {
  private readonly counts = new Float64Array(SECONDS);
  private readonly seconds = new Float64Array(SECONDS).fill(-1);
  private readonly lags: { readonly at: number; readonly lag: number }[] = [];
  private nextLag = 0;
  private rejected = 0;
  private lastAt: number | undefined;

  /** Notes an acknowledged request: its stored rows, its refused records, and its time from arrival to acknowledgement. */
  acknowledge(now: Millis, rows: number, rejected: number, lag: Millis): void {
    this.rejected += rejected;
    if (rows === 0) return;
    const second = Math.floor(now / 1_000);
    const slot = second % SECONDS;
    if (this.seconds[slot] !== second) {
      this.seconds[slot] = second;
      this.counts[slot] = 0;
    }
    this.counts[slot] = (this.counts[slot] ?? 0) + rows;
    this.lags[this.nextLag] = { at: now, lag };
    this.nextLag = (this.nextLag + 1) % LAGS;
    this.lastAt = now;
  }

  /** The figures at `now`. `rejected` counts since the start. */
  read(now: Millis): IngestStats {
    const since = Math.floor(now / 1_000) - SECONDS;
    const rows = this.counts.reduce((sum, count, slot) => ((this.seconds[slot] ?? -1) > since ? sum + count : sum), 0);
    const lags = this.lags.filter(({ at }) => at > now - SECONDS * 1_000).map(({ lag }) => lag);
    const stats = { perSecond: rows / SECONDS, lagMillis: median(lags), rejected: this.rejected };
    return this.lastAt === undefined ? stats : { ...stats, lastAt: this.lastAt };
  }
}

/** The upper median; 0 of nothing. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
