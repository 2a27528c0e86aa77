/** Plays the traffic against a receiver: first the past, as fast as it is taken, then on with the wall clock. */
import { millis, type Millis } from '@/lib/base/time';
import { BACKFILL, TICK, waitUntil, type Moment } from '@/lib/demo/clock';
import { OtlpWriter } from '@/lib/demo/emit/otlp-writer';
import { Sender } from '@/lib/demo/emit/sender';
import type { MetricSample } from '@/lib/demo/metrics/instrument';
import type { PlayedLog, PlayedSpan } from '@/lib/demo/shape';
import { Agenda } from '@/lib/demo/agenda';
import { Traffic } from '@/lib/demo/traffic';

/** Records in a request while the past is filled in; SDKs send batches of 512. */
const BATCH = 512;
/** Points in a metrics request, about: a whole number of instruments. */
const INSTRUMENTS = 60;

export interface Settings {
  /** Base URL of an OTLP/HTTP receiver. */
  readonly endpoint: string;
  readonly seed: number;
  /** Send the 24 hours before, too. */
  readonly fill: boolean;
  /** When live play begins; the back-fill ends there. */
  readonly now: Millis;
  readonly stop: AbortSignal;
  /** 0 to 1, each time that another hundredth of the past is in. */
  readonly onProgress?: (progress: number) => void;
  /** The past has been filled in and taken. */
  readonly onLive?: () => void;
}

/** Returns when it is stopped. Throws when the receiver refuses what it is sent, or stays away. */
export async function run({ endpoint, seed, fill, now, stop, onProgress, onLive }: Settings): Promise<void> {
  const start = millis(now - BACKFILL);
  const from: Moment = fill ? 0 : BACKFILL;
  const traffic = new Traffic(seed, start, from);
  const writer = new OtlpWriter(start);
  const sender = new Sender(endpoint, stop);
  const spans = new Agenda<PlayedSpan>(from);
  const logs = new Agenda<PlayedLog>(from);
  let endedSpans: PlayedSpan[] = [];
  let writtenLogs: PlayedLog[] = [];
  let reported = 0;
  let live = false;

  const flush = async (atLeast: number): Promise<void> => {
    while (endedSpans.length >= atLeast && endedSpans.length > 0) {
      await sender.send('traces', writer.traces(endedSpans.slice(0, BATCH)));
      endedSpans = endedSpans.slice(BATCH);
    }
    while (writtenLogs.length >= atLeast && writtenLogs.length > 0) {
      await sender.send('logs', writer.logs(writtenLogs.slice(0, BATCH)));
      writtenLogs = writtenLogs.slice(BATCH);
    }
  };

  for (let moment = from; !stop.aborted; moment += TICK) {
    // The back-fill takes a while; what happened meanwhile is played as quickly, and then the wall clock leads.
    if (!live && moment >= BACKFILL && start + moment + TICK > Date.now()) {
      await flush(1);
      await sender.settled();
      live = true;
      onLive?.();
    }
    // One rule for past and present: a span is sent once it has ended, a log once it was written.
    if (live) await waitUntil(millis(start + moment + TICK), stop);
    const begun = traffic.traces(moment);
    for (const span of begun.spans) spans.add(span.to, span);
    for (const log of begun.logs) logs.add(log.at, log);
    endedSpans.push(...spans.due(moment + TICK));
    writtenLogs.push(...logs.due(moment + TICK));
    await flush(live ? 1 : BATCH);
    await sendMetrics(sender, writer, traffic.metrics(moment));

    const progress = Math.floor((moment / BACKFILL) * 100) / 100;
    if (!live && progress > reported && progress <= 1) onProgress?.((reported = progress));
  }
}

async function sendMetrics(sender: Sender, writer: OtlpWriter, samples: readonly MetricSample[]): Promise<void> {
  for (let at = 0; at < samples.length; at += INSTRUMENTS)
    await sender.send('metrics', writer.metrics(samples.slice(at, at + INSTRUMENTS)));
}
