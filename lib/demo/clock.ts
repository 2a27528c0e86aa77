/**
 * The demo's time. Everything inside counts milliseconds from the start of the back-fill (`Moment`), so that plain
 * numbers do; the encoder adds the start back, exactly, in nanoseconds.
 */
import { DAY, HOUR, MINUTE, SECOND, nanosFromMillis, type Millis, type Nanos } from '@/lib/base/time';

/** Milliseconds since 24 hours before live play, with a fraction for microseconds. */
export type Moment = number;

/** How long the demo pretends to have been running when it goes live. */
export const BACKFILL: Moment = DAY;

/** The past in the order in which it is filled in: what people look at first comes first. */
export const PAST: readonly { readonly from: Moment; readonly to: Moment }[] = [
  { from: BACKFILL - HOUR, to: BACKFILL },
  { from: 0, to: BACKFILL - HOUR },
];
/** The demo draws its traffic second by second. */
export const TICK: Moment = SECOND;

/** The exact instant of a moment, to the microsecond. */
export function instantOf(start: Millis, moment: Moment): Nanos {
  return (nanosFromMillis(start) + nanosFromMillis(moment as Millis)) as Nanos;
}

/**
 * The rhythm of a day: how busy everything is, from 0.55 in the small hours to 1.45 at 14:00 UTC; 1 on average. A cosine,
 * because the four systems have customers on several continents and no sharp working day.
 */
export function rhythm(start: Millis, moment: Moment): number {
  const hour = ((start + moment) % DAY) / HOUR;
  return 1 + 0.45 * Math.cos(((hour - 14) / 24) * 2 * Math.PI);
}

/**
 * The share of the traffic whose traces are sent. Live it is 1. A day of live traffic would be 14 million spans, ten
 * times what can be stored in the minute that the back-fill may take, so the past is thinner: 4 % a day ago, rising
 * without a step to 1 now (half every 30 minutes back), as with a sampler that is turned up. Metrics are not thinned:
 * they count all the traffic, as real ones do beside sampled traces.
 */
export function density(moment: Moment): number {
  const age = BACKFILL - moment;
  if (age <= 0) return 1;
  return 0.04 + 0.96 * 0.5 ** (age / (30 * MINUTE));
}

/**
 * How often metrics are exported: every 2½ minutes in the far past (points cost like spans), as SDKs do nearer now, quicker
 * live. Each divides five minutes, so that every step of a day's chart holds as many exports as the next.
 */
export function exportInterval(moment: Moment): Moment {
  if (moment >= BACKFILL) return 15 * SECOND;
  return moment >= BACKFILL - 3 * HOUR ? MINUTE : 2.5 * MINUTE;
}

/** Waits until the wall clock shows `instant`, or `signal` stops it; returns at once for the past. */
export function waitUntil(instant: Millis, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const left = instant - Date.now();
    if (left <= 0 || signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, left);
    signal.addEventListener('abort', done);
  });
}
