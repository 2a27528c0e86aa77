/** Reads blocks in ClickHouse's Native format: numbers as they stand, in typed arrays, without a step for each value. */
import { present } from '@/lib/base/assert';
import type { Numbers } from '@/lib/model/trace';

/** A column of strings: each that occurs, once, and the number of each row's. */
export interface Dictionary {
  readonly keys: readonly string[];
  readonly indexes: Numbers;
}

export interface NativeBlock {
  readonly rows: number;
  /** A column of 64-bit integers: the lower 32 bits and the upper ones of each. Throws when there is none of that name. */
  words(name: string): Uint32Array;
  /** A column of integers of at most 32 bits. */
  numbers(name: string): Numbers;
  /** A column of LowCardinality(String). */
  dictionary(name: string): Dictionary;
}

type Values = { readonly words: Uint32Array } | { readonly numbers: Numbers } | Dictionary;

/** Takes the bytes of an answer, wherever they are cut, and gives the blocks that are whole. */
export class NativeReader {
  private rest: Uint8Array = new Uint8Array(0);
  /** Bytes that have to be here before another try: a block is read from its start, so not at each small piece. */
  private wanted = 0;

  /** Throws on a type that is not read here. */
  *push(bytes: Uint8Array): Generator<NativeBlock> {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    if (this.rest.length < this.wanted) return;
    this.wanted = 0;
    while (this.rest.length > 0) {
      const cursor = new Cursor(this.rest);
      const block = readBlock(cursor);
      if (!block) {
        this.wanted = this.rest.length * 1.5;
        return;
      }
      this.rest = this.rest.subarray(cursor.at);
      yield block;
    }
  }

  /** Reads what is left when no more will come. True where nothing is: the answer was whole. */
  *end(): Generator<NativeBlock, boolean> {
    this.wanted = 0;
    yield* this.push(new Uint8Array(0));
    return this.rest.length === 0;
  }

  /** What came behind the last whole block, as text: a server that fails on the way writes the reason there. */
  tail(): string {
    return new TextDecoder().decode(this.rest.subarray(-4_096));
  }
}

/** The bytes ended before the block did. */
class Short extends Error {}

class Cursor {
  at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  take(size: number): Uint8Array {
    const end = this.at + size;
    if (end > this.bytes.length) throw new Short();
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.take(1)[0] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  uint64(): number {
    const [low = 0, high = 0] = this.numbers(Uint32Array, 2);
    return high * 2 ** 32 + low;
  }

  text(): string {
    return DECODER.decode(this.take(this.varint()));
  }

  /** A copy, because numbers of more than one byte must stand at an even place. */
  numbers<T extends Numbers>(Width: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number }, count: number): T {
    const taken = this.take(count * Width.BYTES_PER_ELEMENT);
    const copy = new Uint8Array(taken.length);
    copy.set(taken);
    return new Width(copy.buffer);
  }
}

const DECODER = new TextDecoder();
const INDEXES = [Uint8Array, Uint16Array, Uint32Array] as const;

function readBlock(cursor: Cursor): NativeBlock | undefined {
  try {
    const count = cursor.varint();
    const rows = cursor.varint();
    const columns = new Map<string, Values>();
    for (let column = 0; column < count; column += 1) columns.set(cursor.text(), readColumn(cursor, cursor.text(), rows));
    return blockOf(rows, columns);
  } catch (error) {
    if (error instanceof Short) return undefined;
    throw error;
  }
}

function readColumn(cursor: Cursor, type: string, rows: number): Values {
  switch (type) {
    case 'UInt8':
      return { numbers: cursor.numbers(Uint8Array, rows) };
    case 'UInt32':
      return { numbers: cursor.numbers(Uint32Array, rows) };
    case 'UInt64':
    case 'Int64':
      return { words: cursor.numbers(Uint32Array, rows * 2) };
    case 'LowCardinality(String)':
      return readDictionary(cursor, rows);
    default:
      throw new Error(`A column of type ${type} is not read from Native blocks`);
  }
}

function readDictionary(cursor: Cursor, rows: number): Dictionary {
  if (rows === 0) return { keys: [], indexes: new Uint8Array(0) };
  cursor.uint64(); // version: the dictionary stands in the block
  const width = cursor.uint64() & 0xff;
  const keys = Array.from({ length: cursor.uint64() }, () => cursor.text());
  cursor.uint64(); // rows, once more
  return { keys, indexes: cursor.numbers<Numbers>(present(INDEXES[width], 'the width of a dictionary'), rows) };
}

function blockOf(rows: number, columns: ReadonlyMap<string, Values>): NativeBlock {
  const find = (name: string): Values => present(columns.get(name), `the column ${name}`);
  const wrong = (name: string): never => {
    throw new Error(`The column ${name} is of another type than was asked for`);
  };
  return {
    rows,
    words: (name) => ((values) => ('words' in values ? values.words : wrong(name)))(find(name)),
    numbers: (name) => ((values) => ('numbers' in values ? values.numbers : wrong(name)))(find(name)),
    dictionary: (name) => ((values) => ('keys' in values ? values : wrong(name)))(find(name)),
  };
}
