/** Traffic from one moment on, on its way to a receiver: a span is sent once it has ended, a log once it was written. */
import type { Millis } from '@/lib/base/time';
import { Agenda } from '@/lib/demo/agenda';
import { TICK, type Moment } from '@/lib/demo/clock';
import { OtlpWriter } from '@/lib/demo/emit/otlp-writer';
import { Outbox } from '@/lib/demo/emit/outbox';
import type { Sender } from '@/lib/demo/emit/sender';
import type { MetricSample } from '@/lib/demo/metrics/instrument';
import type { PlayedLog, PlayedSpan } from '@/lib/demo/shape';
import { Traffic } from '@/lib/demo/traffic';

/**
 * Spans or logs in a request: four times what an SDK sends, as from a Collector, since the receiver acknowledges once the store has
 * them, and then what is on the way at one time decides how fast the past is in. Live, each second is sent as it ends.
 */
const BATCH = 2_048;
/** Instruments, each with its points, in a metrics request: some 3 000 points. */
const INSTRUMENTS = 500;

export class Playback {
  readonly #traffic: Traffic;
  readonly #spans: Agenda<PlayedSpan>;
  readonly #logs: Agenda<PlayedLog>;
  readonly #outboxes;

  /** `start`: the Unix time of moment 0. `from`: the first moment that will be played. */
  constructor(seed: number, start: Millis, from: Moment, sender: Sender) {
    const writer = new OtlpWriter(start);
    this.#traffic = new Traffic(seed, start, from);
    this.#spans = new Agenda(from);
    this.#logs = new Agenda(from);
    this.#outboxes = {
      spans: new Outbox<PlayedSpan>(sender, 'traces', BATCH, (batch) => writer.traces(batch)),
      logs: new Outbox<PlayedLog>(sender, 'logs', BATCH, (batch) => writer.logs(batch)),
      metrics: new Outbox<MetricSample>(sender, 'metrics', INSTRUMENTS, (batch) => writer.metrics(batch)),
    };
  }

  /** Plays the tick from `moment`, and sends what fills a request. Waits, and throws, as `Sender.send` does. */
  async play(moment: Moment): Promise<void> {
    const begun = this.#traffic.traces(moment);
    this.#put(begun.spans, begun.logs);
    await this.#outboxes.spans.add(this.#spans.due(moment + TICK));
    await this.#outboxes.logs.add(this.#logs.due(moment + TICK));
    await this.#outboxes.metrics.add(this.#traffic.metrics(moment));
  }

  /** Exports the metrics once more, as processes do that end at `moment`, and sends all that is due. */
  async end(moment: Moment): Promise<void> {
    await this.#outboxes.metrics.add(this.#traffic.lastMetrics(moment));
    await this.flush();
  }

  /** Sends what is due and does not fill a request, too. */
  async flush(): Promise<void> {
    for (const outbox of Object.values(this.#outboxes)) await outbox.flush();
  }

  /** Takes over what `earlier` has begun and not sent: what has ended meanwhile comes with the next tick. */
  takeOver(earlier: Playback): void {
    this.#put(earlier.#spans.rest(), earlier.#logs.rest());
  }

  #put(spans: readonly PlayedSpan[], logs: readonly PlayedLog[]): void {
    for (const span of spans) this.#spans.add(span.to, span);
    for (const log of logs) this.#logs.add(log.at, log);
  }
}
