/**
 * Span ids as numbers: 8 bytes each in one typed array, found by open addressing (a slot for each, and at least as many empty
 * ones). A Map of strings takes 20 times the memory and, at a million, 10 times the time.
 */

/** Numbers of 32 bits that make the slot: odd, with bits that look random, after Fibonacci and MurmurHash3. */
const [SPREAD_LOW, SPREAD_HIGH] = [0x9e3779b1, 0x85ebca6b];

/** Ids by their number, in the order in which they were added. */
export class IdTable {
  count = 0;
  /** Lower 32 bits, upper 32 bits of each. */
  private words = new Uint32Array(0);
  /** 1 + the number of an id, or 0. */
  private slots = new Int32Array(2);

  low(index: number): number {
    return this.words[index * 2] ?? 0;
  }

  high(index: number): number {
    return this.words[index * 2 + 1] ?? 0;
  }

  /** Makes room, so that growing to `size` ids copies nothing. */
  reserve(size: number): void {
    if (size * 2 > this.words.length) {
      const words = new Uint32Array(size * 2);
      words.set(this.words.subarray(0, this.count * 2));
      this.words = words;
    }
    if (size * 2 <= this.slots.length) return;
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(size * 2)));
    for (let index = 0; index < this.count; index += 1) this.enter(index);
  }

  /** Adds an id, also one that is here: then the first stays the one that is found. Its number. */
  add(low: number, high: number): number {
    if ((this.count + 1) * 2 > this.words.length) this.reserve(Math.max(64, this.count * 2));
    const index = this.count;
    this.words[index * 2] = low;
    this.words[index * 2 + 1] = high;
    this.count += 1;
    this.enter(index);
    return index;
  }

  /** The number of an id, the first where it was added twice; -1 when it is not here. */
  find(low: number, high: number): number {
    return (this.slots[this.slotOf(low, high)] ?? 0) - 1;
  }

  /** Below 0 where id `a` comes before `b`, above 0 where behind, 0 where they are the same: as their hexadecimal digits sort. */
  compare(a: number, b: number): number {
    return this.high(a) - this.high(b) || this.low(a) - this.low(b);
  }

  private enter(index: number): void {
    const slot = this.slotOf(this.low(index), this.high(index));
    if (this.slots[slot] === 0) this.slots[slot] = index + 1;
  }

  /** The slot that holds the id, or the empty one where it would stand. */
  private slotOf(low: number, high: number): number {
    const { slots, words } = this;
    const mask = slots.length - 1;
    let hash = Math.imul(low, SPREAD_LOW) ^ Math.imul(high, SPREAD_HIGH);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = ((slots[slot] ?? 0) - 1) * 2;
      if (at < 0 || (words[at] === low && words[at + 1] === high)) return slot;
    }
  }
}

/** 16 hexadecimal digits. */
export function idText(low: number, high: number): string {
  return digits(high) + digits(low);
}

/** Lower and upper 32 bits of 16 hexadecimal digits; undefined for what is no id. */
export function idWords(text: string): [low: number, high: number] | undefined {
  return /^[0-9a-f]{16}$/i.test(text) ? [parseInt(text.slice(8), 16), parseInt(text.slice(0, 8), 16)] : undefined;
}

function digits(word: number): string {
  return word.toString(16).padStart(8, '0');
}
