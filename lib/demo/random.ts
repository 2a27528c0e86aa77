/**
 * The demo's own dice: the same seed gives the same telemetry, on every machine. sfc32 (Chris Doty-Humphrey, PractRand):
 * 128 bits of state, 32-bit arithmetic only, which is what JavaScript is quick at.
 */
import { assert, present } from '@/lib/base/assert';

/** `[what, weight]`: how much more often one thing comes than another. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `seed` and `salt` are any whole numbers up to 2^53: other dice for each pair. */
  constructor(seed: number, salt = 0) {
    this.#a = seed | 0;
    this.#b = salt | 0;
    this.#c = Math.floor(salt / 2 ** 32) | 0;
    for (let warmUp = 0; warmUp < 15; warmUp += 1) this.bits();
  }

  /** 32 random bits, 0 … 2^32 − 1. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** 0 ≤ x < 1. */
  unit(): number {
    return this.bits() / 4_294_967_296;
  }

  /** `low` ≤ x < `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** A whole number, `low` ≤ n ≤ `high`. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** True with probability `share`. */
  chance(share: number): boolean {
    return this.unit() < share;
  }

  /** One of `values`, all alike. */
  pick<T>(values: readonly T[]): T {
    assert(values.length > 0, 'there is something to pick from');
    return values[Math.floor(this.unit() * values.length)] as T;
  }

  /** One of the values, in proportion to the weights. */
  weighted<T>(choices: Weighted<T>): T {
    let left = this.unit() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return present(choices.at(-1), 'a choice')[0];
  }

  /** A normal variate with mean 0 and standard deviation 1 (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  /** A log-normal variate, the shape of latencies: half lie below `median`; `spread` is the σ of the logarithm. */
  around(median: number, spread = 0.35): number {
    return median * Math.exp(spread * this.normal());
  }

  /**
   * How many independent events happen when `mean` are expected: Knuth's product for small means, the normal
   * approximation above 30, where it is off by less than anybody can see in a chart.
   */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let events = 0;
    for (let product = this.unit(); product > limit; product *= this.unit()) events += 1;
    return events;
  }

  /** `length` random bytes (a multiple of 4), never all zero: an id in OTLP must not be. */
  id(length: 8 | 16): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 4) {
      const word = at === 0 ? this.bits() | 1 : this.bits();
      bytes[at] = word & 0xff;
      bytes[at + 1] = (word >>> 8) & 0xff;
      bytes[at + 2] = (word >>> 16) & 0xff;
      bytes[at + 3] = word >>> 24;
    }
    return bytes;
  }
}

/** Random bytes as the hex text that logs and attributes quote. */
export function hex(id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString('hex');
}
