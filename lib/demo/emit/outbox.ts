import type { Sender, Signal } from '@/lib/demo/emit/sender';

/** Records of one signal on their way out, put together into requests of `batch` records. */
export class Outbox<T> {
  readonly #sender: Sender;
  readonly #signal: Signal;
  readonly #batch: number;
  readonly #encode: (records: readonly T[]) => Buffer<ArrayBuffer>;
  #waiting: T[] = [];

  constructor(sender: Sender, signal: Signal, batch: number, encode: (records: readonly T[]) => Buffer<ArrayBuffer>) {
    this.#sender = sender;
    this.#signal = signal;
    this.#batch = batch;
    this.#encode = encode;
  }

  /** Takes records in, and sends whatever fills a request. Waits, and throws, as `Sender.send` does. */
  async add(records: readonly T[]): Promise<void> {
    for (const record of records) this.#waiting.push(record);
    let sent = 0;
    for (; this.#waiting.length - sent >= this.#batch; sent += this.#batch) await this.#send(sent);
    if (sent > 0) this.#waiting = this.#waiting.slice(sent);
  }

  /** Sends the rest, too. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    await this.#send(0);
    this.#waiting = [];
  }

  async #send(from: number): Promise<void> {
    await this.#sender.send(this.#signal, this.#encode(this.#waiting.slice(from, from + this.#batch)));
  }
}
