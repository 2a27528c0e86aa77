/** Plays the traffic against a receiver: first the past, as fast as it is taken, then on with the wall clock. */
import { millis, type Millis } from '@/lib/base/time';
import { BACKFILL, TICK, waitUntil, type Moment } from '@/lib/demo/clock';
import { OtlpWriter } from '@/lib/demo/emit/otlp-writer';
import { Outbox } from '@/lib/demo/emit/outbox';
import { Sender } from '@/lib/demo/emit/sender';
import type { MetricSample } from '@/lib/demo/metrics/instrument';
import type { PlayedLog, PlayedSpan } from '@/lib/demo/shape';
import { Agenda } from '@/lib/demo/agenda';
import { Traffic } from '@/lib/demo/traffic';

/**
 * Spans or logs in a request: four times what an SDK sends, as from a Collector, since the receiver acknowledges once the store has
 * them, and then what is on the way at one time decides how fast the past is in. Live, each second is sent as it ends.
 */
const BATCH = 2_048;
/** Instruments, each with its points, in a metrics request: some 3 000 points. */
const INSTRUMENTS = 500;

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
  const outboxes = {
    spans: new Outbox<PlayedSpan>(sender, 'traces', BATCH, (batch) => writer.traces(batch)),
    logs: new Outbox<PlayedLog>(sender, 'logs', BATCH, (batch) => writer.logs(batch)),
    metrics: new Outbox<MetricSample>(sender, 'metrics', INSTRUMENTS, (batch) => writer.metrics(batch)),
  };
  const flush = async (): Promise<void> => {
    for (const outbox of Object.values(outboxes)) await outbox.flush();
  };
  let reported = 0;
  let live = false;

  for (let moment = from; !stop.aborted; moment += TICK) {
    // The back-fill takes a while; what happened meanwhile is played as quickly, and then the wall clock leads.
    if (!live && moment >= BACKFILL && start + moment + TICK > Date.now()) {
      await flush();
      await sender.settled();
      live = true;
      onLive?.();
    }
    // One rule for past and present: a span is sent once it has ended, a log once it was written.
    if (live) await waitUntil(millis(start + moment + TICK), stop);
    const begun = traffic.traces(moment);
    for (const span of begun.spans) spans.add(span.to, span);
    for (const log of begun.logs) logs.add(log.at, log);
    await outboxes.spans.add(spans.due(moment + TICK));
    await outboxes.logs.add(logs.due(moment + TICK));
    await outboxes.metrics.add(traffic.metrics(moment));
    if (live) await flush();

    const progress = Math.floor((moment / BACKFILL) * 100) / 100;
    if (!live && progress > reported && progress <= 1) onProgress?.((reported = progress));
  }
}
