/** Sends export requests over OTLP/HTTP, a few at a time, and keeps at it until each is taken: the demo loses nothing. */
import { gzipSync } from 'node:zlib';
import { retryAfter } from '@/lib/base/retry-after';
import { millis, type Millis } from '@/lib/base/time';
import { waitUntil } from '@/lib/demo/clock';

export type Signal = 'traces' | 'logs' | 'metrics';

/** Requests on the way at one time: enough to keep a receiver of two cores busy while the next ones are made. */
const IN_FLIGHT = 12;
/** How long the receiver may be away before the demo gives up. */
const PATIENCE = 60_000;

/** The receiver won't ever take what it was sent. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export class Sender {
  readonly #endpoint: string;
  readonly #stop: AbortSignal;
  readonly #gzip: boolean;
  readonly #flying = new Set<Promise<void>>();
  #fault: Error | undefined;

  /** `endpoint`: the base URL, e.g. http://127.0.0.1:4318. `stop` ends all waiting. */
  constructor(endpoint: string, stop: AbortSignal, { gzip = false }: { readonly gzip?: boolean } = {}) {
    this.#endpoint = endpoint.replace(/\/$/, '');
    this.#stop = stop;
    this.#gzip = gzip;
  }

  /**
   * Takes a request on its way; returns once there is room for the next one. Throws `Refused`, also for a request sent
   * before, when the receiver says that it can never take it, and an Error when it has not answered for a minute.
   */
  async send(signal: Signal, body: Buffer<ArrayBuffer>): Promise<void> {
    while (this.#flying.size >= IN_FLIGHT) await Promise.race(this.#flying);
    this.#throwFault();
    const flight = this.#deliver(signal, body)
      .catch((error: unknown) => {
        this.#fault ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => this.#flying.delete(flight));
    this.#flying.add(flight);
  }

  /** Returns when everything sent so far was taken. Throws like `send`. */
  async settled(): Promise<void> {
    await Promise.all(this.#flying);
    this.#throwFault();
  }

  #throwFault(): void {
    if (this.#fault) throw this.#fault;
  }

  async #deliver(signal: Signal, plain: Buffer<ArrayBuffer>): Promise<void> {
    const body = this.#gzip ? gzipSync(plain, { level: 1 }) : plain;
    const headers = { 'content-type': 'application/x-protobuf', ...(this.#gzip ? { 'content-encoding': 'gzip' } : {}) };
    const since = Date.now();
    for (let attempt = 0; !this.#stop.aborted; attempt += 1) {
      const answer = await this.#post(signal, body, headers);
      if (answer === 'taken') return;
      if (Date.now() - since > PATIENCE) throw new Error(`${this.#endpoint} has not taken telemetry for a minute: ${answer.reason}`);
      const wait = answer.retryAfter ?? Math.min(5_000, 100 * 2 ** attempt);
      await waitUntil(millis(Date.now() + wait), this.#stop);
    }
  }

  async #post(
    signal: Signal,
    body: Buffer<ArrayBuffer>,
    headers: Record<string, string>,
  ): Promise<'taken' | { readonly reason: string; readonly retryAfter: Millis | undefined }> {
    try {
      const response = await fetch(`${this.#endpoint}/v1/${signal}`, { method: 'POST', headers, body, signal: this.#stop });
      const text = await response.text();
      if (response.ok) return 'taken';
      // The statuses that OTLP/HTTP calls retryable; anything else would be refused again.
      if (![429, 502, 503, 504].includes(response.status)) throw new Refused(`${signal}: ${response.status} ${text.slice(0, 200)}`);
      return { reason: `it answered ${response.status}`, retryAfter: retryAfter(response.headers.get('retry-after'), millis(Date.now())) };
    } catch (error) {
      if (error instanceof Refused) throw error;
      return { reason: error instanceof Error ? error.message : String(error), retryAfter: undefined };
    }
  }
}
