/**
 * Reads the protobuf wire format in place: no copies, no object per nested message. Every read is checked against the end
 * of the message that it is in. Encoding: https://protobuf.dev/programming-guides/encoding/
 */

/** Bytes or JSON that are not what they claim to be. The message is a sentence for the sender. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/** A request that would need too much memory once decoded, however few bytes it has. */
export class TooManyItemsError extends Error {
  override readonly name = 'TooManyItemsError';
}

/** Counts what one request decodes to (records, attributes, list elements), because two bytes on the wire can become an object. */
export class ItemBudget {
  used = 0;

  constructor(readonly limit: number) {}

  /** Counts one more item. Throws TooManyItemsError beyond the limit. */
  take(): void {
    this.used += 1;
    if (this.used > this.limit) {
      throw new TooManyItemsError(
        `The request holds more than ${this.limit} records, attributes and list elements together: send smaller batches.`,
      );
    }
  }
}

/** How deep values may nest (a map in a list in a map …): far beyond use, far below the stack. */
export const MAX_DEPTH = 64;

const WIRE_VARINT = 0;
const WIRE_FIXED64 = 1;
const WIRE_BYTES = 2;
const WIRE_FIXED32 = 5;

/** Longest string, in bytes, that is looked up instead of made anew. Keys, methods and routes fit; ids mostly don't. */
const INTERN_BYTES = 32;
const INTERN_SLOTS = 8_192;
/** One string per hash: a newcomer replaces what was there, so memory stays bounded whatever comes. */
const interned: string[] = new Array<string>(INTERN_SLOTS).fill('');

/** A position in a buffer that moves on with every read. */
export class Reader {
  readonly view: DataView;
  pos = 0;
  /** The two halves of the varint that was read last, unsigned. */
  private low = 0;
  private high = 0;

  constructor(
    readonly buffer: Buffer,
    readonly budget: ItemBudget,
  ) {
    this.view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  /** The next field's number × 8 + wire type. */
  tag(end: number): number {
    const first = this.buffer[this.pos];
    if (first !== undefined && first < 0x80 && this.pos < end) {
      this.pos += 1;
      if (first < 8) throw new DecodeError(`Field number 0 at byte ${this.pos - 1}: this is not a protobuf message.`);
      return first;
    }
    const tag = this.varint32(end);
    if (tag < 8) throw new DecodeError(`Field number 0 at byte ${this.pos - 1}: this is not a protobuf message.`);
    return tag;
  }

  /** Unsigned, below 2^32. */
  private varint32(end: number): number {
    const at = this.pos;
    this.varint(end);
    if (this.high !== 0) throw new DecodeError(`A length or field number at byte ${at} is larger than 32 bits.`);
    return this.low;
  }

  private varint(end: number): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.pos >= end) throw new DecodeError(`The message ends within a number at byte ${this.pos}.`);
      const byte = this.buffer[this.pos++] as number;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new DecodeError(`A number at byte ${this.pos - 10} is longer than 10 bytes.`);
  }

  /** The end of the length-delimited field that starts here; the position moves to its first byte. */
  enter(end: number): number {
    const length = this.varint32(end);
    const inner = this.pos + length;
    if (inner > end) throw new DecodeError(`A field of ${length} bytes at byte ${this.pos} reaches beyond its message by ${inner - end}.`);
    return inner;
  }

  private need(bytes: number, end: number): number {
    const at = this.pos;
    if (at + bytes > end) throw new DecodeError(`The message ends within a ${bytes}-byte number at byte ${at}.`);
    this.pos = at + bytes;
    return at;
  }

  fixed64(end: number): bigint {
    return this.view.getBigUint64(this.need(8, end), true);
  }

  double(end: number): number {
    return this.view.getFloat64(this.need(8, end), true);
  }

  /** A signed 64-bit integer of fixed size as a number: beyond 2^53 it rounds. */
  sfixed64AsNumber(end: number): number {
    const at = this.need(8, end);
    return this.view.getInt32(at + 4, true) * 2 ** 32 + this.view.getUint32(at, true);
  }

  fixed32(end: number): number {
    return this.view.getUint32(this.need(4, end), true);
  }

  bool(end: number): boolean {
    this.varint(end);
    return this.low !== 0 || this.high !== 0;
  }

  /** An int32, uint32 or enum: the low 32 bits, signed, as protobuf says for longer ones. */
  int32(end: number): number {
    this.varint(end);
    return this.low | 0;
  }

  /** A zigzag sint32. */
  sint32(end: number): number {
    this.varint(end);
    return (this.low >>> 1) ^ -(this.low & 1);
  }

  uint64(end: number): bigint {
    this.varint(end);
    return (BigInt(this.high) << 32n) | BigInt(this.low);
  }

  /** An int64 in decimal, exact. */
  int64Text(end: number): string {
    this.varint(end);
    if (this.high < 0x200000) return String(this.high * 2 ** 32 + this.low);
    return BigInt.asIntN(64, (BigInt(this.high) << 32n) | BigInt(this.low)).toString();
  }

  /** UTF-8; bytes that are not UTF-8 become U+FFFD. Short ASCII strings come from a table, so that equal ones are one. */
  string(end: number): string {
    const stop = this.enter(end);
    const start = this.pos;
    const length = stop - start;
    if (length === 0) return '';
    this.pos = stop;
    const buffer = this.buffer;
    if (length > INTERN_BYTES) return buffer.toString('utf8', start, stop);
    let hash = length;
    let seen = 0;
    for (let i = start; i < stop; i++) {
      const byte = buffer[i] as number;
      seen |= byte;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (seen >= 0x80) return buffer.toString('utf8', start, stop);
    const slot = (hash ^ (hash >>> 13)) & (INTERN_SLOTS - 1);
    const known = interned[slot] as string;
    if (known.length === length) {
      let i = 0;
      while (i < length && known.charCodeAt(i) === buffer[start + i]) i++;
      if (i === length) return known;
    }
    const made = buffer.toString('latin1', start, stop);
    interned[slot] = made;
    return made;
  }

  /** Bytes as lower-case hex: how ids travel from here. */
  hex(end: number): string {
    const stop = this.enter(end);
    const start = this.pos;
    this.pos = stop;
    return this.buffer.toString('hex', start, stop);
  }

  base64(end: number): string {
    const stop = this.enter(end);
    const start = this.pos;
    this.pos = stop;
    return this.buffer.toString('base64', start, stop);
  }

  /** Steps over a field that nobody asked for. */
  skip(tag: number, end: number): void {
    switch (tag & 7) {
      case WIRE_VARINT:
        this.varint(end);
        return;
      case WIRE_FIXED64:
        this.need(8, end);
        return;
      case WIRE_BYTES:
        this.pos = this.enter(end);
        return;
      case WIRE_FIXED32:
        this.need(4, end);
        return;
      default:
        throw new DecodeError(`Wire type ${tag & 7} at byte ${this.pos - 1} is not used by OTLP: this is not an OTLP message.`);
    }
  }
}
