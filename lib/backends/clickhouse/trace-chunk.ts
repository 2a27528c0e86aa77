/** Columns of the trace's wire from blocks of the engine. Loops all over: a trace may have a million spans. */
import type { Dictionary, NativeBlock } from '@/lib/backends/clickhouse/native-read';
import { spanKindOf, statusCodeOf } from '@/lib/backends/clickhouse/span-columns';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';
import type { Numbers, TraceChunk } from '@/lib/model/trace';

/** Makes a chunk of each block of one trace, in their order. `origin`: the instant that its starts count from, ns since 1970. */
export class ChunkMaker {
  private readonly low: number;
  private readonly high: number;
  /** Start and id of the last span, which may come once more in the next block. */
  private last: readonly [number, number, number] = [NaN, 0, 0];

  constructor(origin: bigint) {
    this.low = Number(BigInt.asUintN(32, origin));
    this.high = Number(origin >> 32n);
  }

  /** The spans of the block but for one that came before. */
  chunkOf(block: NativeBlock): TraceChunk {
    const start = this.sinceOrigin(block.words('Start'));
    const kept = this.firstOfEach(start, block.words('Id'));
    const pick = <T extends Numbers>(values: T, size = 1): T => (kept ? picked(values, kept, size) : values);
    const strings: string[] = [];
    const text = ({ keys, indexes }: Dictionary): Uint32Array => {
      const from = strings.length;
      strings.push(...keys);
      return renumbered(Uint32Array, pick(indexes), (index) => from + index);
    };
    const code = <T extends string>({ keys, indexes }: Dictionary, codes: readonly T[], read: (text: string) => T): Uint8Array => {
      const byKey = keys.map((key) => codes.indexOf(read(key)));
      return renumbered(Uint8Array, pick(indexes), (index) => byKey[index] ?? 0);
    };
    const columns = {
      spanId: pick(block.words('Id'), 2),
      parentSpanId: pick(block.words('Parent'), 2),
      start: pick(start),
      duration: pick(wholeNumbers(block.words('Length'))),
      service: text(block.dictionary('Service')),
      name: text(block.dictionary('Name')),
      message: text(block.dictionary('Text')),
      spanKind: code(block.dictionary('Kind'), SPAN_KINDS, spanKindOf),
      status: code(block.dictionary('Status'), STATUS_CODES, statusCodeOf),
      level: pick(block.numbers('Severity')),
      events: pick(block.numbers('EventCount')),
      links: pick(block.numbers('LinkCount')),
      remote: pick(block.numbers('Remote')),
    };
    return { kind: 'spans', count: columns.start.length, strings, ...columns };
  }

  private sinceOrigin(words: Uint32Array): Float64Array {
    const since = new Float64Array(words.length / 2);
    for (let at = 0; at < since.length; at += 1) {
      since[at] = ((words[at * 2 + 1] ?? 0) - this.high) * 2 ** 32 + (words[at * 2] ?? 0) - this.low;
    }
    return since;
  }

  /** Which rows to keep: a span that was sent twice comes twice in a row, and counts once. Undefined: all. */
  private firstOfEach(start: Float64Array, ids: Uint32Array): number[] | undefined {
    let kept: number[] | undefined;
    let [lastTime, lastLow, lastHigh] = this.last;
    for (let at = 0; at < start.length; at += 1) {
      const time = start[at] ?? 0;
      const low = ids[at * 2] ?? 0;
      const high = ids[at * 2 + 1] ?? 0;
      if (time === lastTime && low === lastLow && high === lastHigh) {
        kept ??= Array.from({ length: at }, (_, row) => row);
        continue;
      }
      lastTime = time;
      lastLow = low;
      lastHigh = high;
      kept?.push(at);
    }
    this.last = [lastTime, lastLow, lastHigh];
    return kept;
  }
}

/** What `numberOf` says for each of `values`. A loop: `from` with a function takes several times as long. */
function renumbered<T extends Numbers>(Width: new (size: number) => T, values: Numbers, numberOf: (value: number) => number): T {
  const numbers = new Width(values.length);
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = numberOf(values[at] ?? 0);
  return numbers;
}

/** Signed 64-bit integers; those of more than 53 bits, which are 104 days in ns, lose their last digits. */
function wholeNumbers(words: Uint32Array): Float64Array {
  const numbers = new Float64Array(words.length / 2);
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = ((words[at * 2 + 1] ?? 0) | 0) * 2 ** 32 + (words[at * 2] ?? 0);
  return numbers;
}

/** The values of some rows, each of which has `size` of them. */
function picked<T extends Numbers>(values: T, rows: readonly number[], size: number): T {
  const some = values.slice(0, rows.length * size) as T;
  rows.forEach((row, to) => {
    for (let part = 0; part < size; part += 1) some[to * size + part] = values[row * size + part] ?? 0;
  });
  return some;
}
