/**
 * A protobuf writer that goes from back to front: when a message's length has to be written, all that it holds has been
 * written already. No sizing pass and no copies, so that the demo leaves most of the machine to the receiver (a day of
 * telemetry costs it ten seconds of one core). The price is that fields are written in reverse.
 * Wire format: https://protobuf.dev/programming-guides/encoding/
 */
import type { Nanos } from '@/lib/base/time';

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

export class BackwardWriter {
  #buffer = Buffer.allocUnsafe(1 << 18);
  /** Where the first written byte is; what is before it is free. */
  #at = this.#buffer.length;

  /** How many bytes are written: the mark from which a message's length is counted. */
  get written(): number {
    return this.#buffer.length - this.#at;
  }

  /** A copy of all that was written, and an empty writer again. */
  take(): Buffer<ArrayBuffer> {
    const bytes = Buffer.from(this.#buffer.subarray(this.#at));
    this.#at = this.#buffer.length;
    return bytes;
  }

  #reserve(bytes: number): void {
    if (this.#at >= bytes) return;
    const { written } = this;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, written + bytes));
    this.#buffer.copy(larger, larger.length - written, this.#at);
    this.#at = larger.length - written;
    this.#buffer = larger;
  }

  /** A whole number from 0 to 2^53 − 1. */
  #varint(value: number): void {
    this.#reserve(10);
    if (value < 0x80) {
      this.#buffer[--this.#at] = value;
      return;
    }
    let size = 1;
    for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) size += 1;
    this.#at -= size;
    let rest = value;
    for (let i = 0; i < size - 1; i += 1) {
      this.#buffer[this.#at + i] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#at + size - 1] = rest;
  }

  #tag(field: number, wire: number): void {
    this.#varint((field << 3) | wire);
  }

  /** uint32, uint64, enum or bool of up to 53 bits; 0 is written, too, where presence matters. */
  uint(field: number, value: number): void {
    this.#varint(value);
    this.#tag(field, VARINT);
  }

  /** int64: two's complement in ten bytes when negative. `value` is a safe integer. */
  int(field: number, value: number): void {
    if (value >= 0) return this.uint(field, value);
    let rest = BigInt.asUintN(64, BigInt(value));
    this.#reserve(10);
    this.#at -= 10;
    for (let i = 0; i < 9; i += 1, rest >>= 7n) this.#buffer[this.#at + i] = Number(rest & 0x7fn) | 0x80;
    this.#buffer[this.#at + 9] = Number(rest);
    this.#tag(field, VARINT);
  }

  /** sint32, zigzag. */
  sint(field: number, value: number): void {
    this.uint(field, value >= 0 ? value * 2 : -value * 2 - 1);
  }

  fixed32(field: number, value: number): void {
    this.#reserve(4);
    this.#at -= 4;
    this.#buffer.writeUInt32LE(value, this.#at);
    this.#tag(field, FIXED32);
  }

  fixed64(field: number, value: Nanos | bigint): void {
    this.#reserve(8);
    this.#at -= 8;
    this.#buffer.writeBigUInt64LE(value, this.#at);
    this.#tag(field, FIXED64);
  }

  double(field: number, value: number): void {
    this.#reserve(8);
    this.#at -= 8;
    this.#buffer.writeDoubleLE(value, this.#at);
    this.#tag(field, FIXED64);
  }

  bytes(field: number, value: Uint8Array): void {
    this.raw(value);
    this.#varint(value.length);
    this.#tag(field, BYTES);
  }

  /** Bytes that are encoded already, without tag or length. */
  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#at -= value.length;
    this.#buffer.set(value, this.#at);
  }

  string(field: number, value: string): void {
    const mark = this.written;
    if (!this.#ascii(value)) {
      const size = Buffer.byteLength(value);
      this.#reserve(size);
      this.#at -= size;
      this.#buffer.write(value, this.#at, 'utf8');
    }
    this.message(field, mark);
  }

  /** Short plain text, character by character, which beats a call into the runtime. False: it is neither, and not written. */
  #ascii(value: string): boolean {
    const { length } = value;
    if (length > 48) return false;
    this.#reserve(length);
    const from = this.#at - length;
    for (let i = 0; i < length; i += 1) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) return false;
      this.#buffer[from + i] = code;
    }
    this.#at = from;
    return true;
  }

  /** Makes what was written since `mark` (a former value of `written`) a message in this field. */
  message(field: number, mark: number): void {
    this.#varint(this.written - mark);
    this.#tag(field, BYTES);
  }

  /** A packed repeated field of fixed 64-bit whole numbers. */
  packedFixed64(field: number, values: readonly number[]): void {
    const mark = this.written;
    this.#reserve(values.length * 8);
    for (let i = values.length - 1; i >= 0; i -= 1) {
      this.#at -= 8;
      this.#buffer.writeBigUInt64LE(BigInt(values[i] ?? 0), this.#at);
    }
    this.message(field, mark);
  }

  /** A packed repeated field of doubles. */
  packedDouble(field: number, values: readonly number[]): void {
    const mark = this.written;
    this.#reserve(values.length * 8);
    for (let i = values.length - 1; i >= 0; i -= 1) {
      this.#at -= 8;
      this.#buffer.writeDoubleLE(values[i] ?? 0, this.#at);
    }
    this.message(field, mark);
  }

  /** A packed repeated field of uint64. */
  packedVarint(field: number, values: readonly number[]): void {
    const mark = this.written;
    for (let i = values.length - 1; i >= 0; i -= 1) this.#varint(values[i] ?? 0);
    this.message(field, mark);
  }
}
