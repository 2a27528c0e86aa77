/** Senders repeat a request when its answer got lost: the same bytes are the same request, and are stored once. */
import { hash } from 'node:crypto';
import type { Signal } from '@/lib/otlp/sent';

const SIGNAL_NUMBERS: Readonly<Record<Signal, bigint>> = { traces: 1n, logs: 2n, metrics: 3n };

/** The first 64 bits of the body's SHA-256, told apart by signal. Processors compute it at over 1 GB/s: MD5 and BLAKE2 are slower. */
export function requestId(signal: Signal, body: Buffer): bigint {
  return hash('sha256', body, 'buffer').readBigUInt64BE(0) ^ SIGNAL_NUMBERS[signal];
}

/** Remembers the last `limit` final outcomes by id, and all that are under way. */
export class Replays<T> {
  private readonly underWay = new Map<bigint, Promise<T>>();
  private readonly final = new Map<bigint, T>();

  /** `keep`: whether an outcome is final. One that is not lets the same request try again. */
  constructor(
    private readonly limit: number,
    private readonly keep: (outcome: T) => boolean,
  ) {}

  /** The outcome of the request `id`: the one that is known or under way, else that of `work`. */
  once(id: bigint, work: () => Promise<T>): Promise<T> {
    const known = this.final.get(id);
    if (known !== undefined) return Promise.resolve(known);
    const pending = this.underWay.get(id);
    if (pending) return pending;
    const outcome = this.run(id, work);
    this.underWay.set(id, outcome);
    return outcome;
  }

  private async run(id: bigint, work: () => Promise<T>): Promise<T> {
    try {
      const outcome = await work();
      if (this.keep(outcome)) this.remember(id, outcome);
      return outcome;
    } finally {
      this.underWay.delete(id);
    }
  }

  private remember(id: bigint, outcome: T): void {
    this.final.set(id, outcome);
    if (this.final.size <= this.limit) return;
    const oldest = this.final.keys().next();
    if (!oldest.done) this.final.delete(oldest.value);
  }
}
