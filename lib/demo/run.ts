/** Plays the traffic against a receiver: on with the wall clock from the first second, and beside it the past, as fast as it is taken. */
import { millis, type Millis } from '@/lib/base/time';
import { BACKFILL, density, PAST, TICK, waitUntil, type Moment } from '@/lib/demo/clock';
import { Sender } from '@/lib/demo/emit/sender';
import { Playback } from '@/lib/demo/playback';

export interface Settings {
  /** Base URL of an OTLP/HTTP receiver. */
  readonly endpoint: string;
  readonly seed: number;
  /** Send the 24 hours before, too. */
  readonly fill: boolean;
  /** When live play begins; the back-fill ends there. */
  readonly now: Millis;
  readonly stop: AbortSignal;
  /** 0 to 1, each time that another hundredth of the past's traces is on its way. */
  readonly onProgress?: (progress: number) => void;
  /** The past has been taken: from now on there is only live play. */
  readonly onFilled?: () => void;
}

/** Returns when it is stopped. Throws when the receiver refuses what it is sent, or stays away. */
export async function run({ endpoint, seed, fill, now, stop, onProgress, onFilled }: Settings): Promise<void> {
  const start = millis(now - BACKFILL);
  const failed = new AbortController();
  const end = AbortSignal.any([stop, failed.signal]);
  // a sender each: the past would leave the present no room in its own
  const live = new Playback(seed, start, BACKFILL, new Sender(endpoint, end));
  const past = async () => {
    if (fill) await fillIn(live, seed, start, new Sender(endpoint, end), end, onProgress);
    if (!end.aborted) onFilled?.();
  };
  try {
    await Promise.all([playOn(live, start, end), past()]);
  } finally {
    failed.abort();
  }
}

/** From the end of the past on, each second as it ends; late ones as quickly as they are taken. */
async function playOn(live: Playback, start: Millis, stop: AbortSignal): Promise<void> {
  for (let moment = BACKFILL; !stop.aborted; moment += TICK) {
    await waitUntil(millis(start + moment + TICK), stop);
    await live.play(moment);
    await live.flush();
  }
}

/** The past, part after part; `live` takes over what goes on beyond a part's end. */
async function fillIn(
  live: Playback,
  seed: number,
  start: Millis,
  sender: Sender,
  stop: AbortSignal,
  onProgress: Settings['onProgress'],
): Promise<void> {
  const whole = PAST.reduce((sum, { from, to }) => sum + traces(from, to), 0);
  let done = 0;
  let reported = 0;
  for (const { from, to } of PAST) {
    const past = new Playback(seed, start, from, sender);
    for (let moment = from; moment < to; moment += TICK) {
      await past.play(moment);
      if (stop.aborted) return;
      done += traces(moment, moment + TICK);
      const progress = Math.floor((done / whole) * 100) / 100;
      if (progress > reported) onProgress?.((reported = progress));
    }
    await past.end(to);
    live.takeOver(past);
  }
  await sender.settled();
}

/** How many traces there are between two moments, in units of their own. */
function traces(from: Moment, to: Moment): number {
  let sum = 0;
  for (let moment = from; moment < to; moment += TICK) sum += density(moment);
  return sum;
}
