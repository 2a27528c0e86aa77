/**
 * The trace stream on the wire: frames of bytes, so that a browser copies columns instead of parsing text. A frame is the
 * length of what follows its kind (uint32), its kind (uint8), and that. Head and end are JSON. Spans are their number, their
 * strings, and the columns one after another, each in as few bytes a number as its largest needs. All is little-endian, as
 * every machine with a browser is.
 */
import { assert, present } from '@/lib/base/assert';
import type { Numbers, TraceChunk, TraceEnd, TraceHead, TracePart } from '@/lib/model/trace';

const KINDS = ['head', 'spans', 'end'] as const;
const FRAME_HEAD = 5;

/** A frame of the stream. */
export function encodeFrame(part: TracePart): Uint8Array<ArrayBuffer> {
  const pieces = part.kind === 'spans' ? spanPieces(part) : [new TextEncoder().encode(JSON.stringify(part))];
  const length = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  const frame = new Uint8Array(FRAME_HEAD + length);
  new DataView(frame.buffer).setUint32(0, length, true);
  frame[4] = KINDS.indexOf(part.kind);
  let at = FRAME_HEAD;
  for (const piece of pieces) {
    frame.set(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength), at);
    at += piece.byteLength;
  }
  return frame;
}

function spanPieces(chunk: TraceChunk): (Uint8Array | Numbers)[] {
  const encoder = new TextEncoder();
  const texts = chunk.strings.map((text) => encoder.encode(text));
  const lengths = Uint32Array.from(texts, (text) => text.length);
  const first = chunk.start[0] ?? 0;
  return [
    Uint32Array.of(chunk.count, texts.length),
    lengths,
    ...texts,
    chunk.spanId,
    chunk.parentSpanId,
    Float64Array.of(first),
    ...column(chunk.start.map((start) => start - first)),
    // so that one without an end, which has -1, is a small number too
    ...column(chunk.duration.map((duration) => duration + 1)),
    ...NUMBERED.flatMap((name) => column(chunk[name])),
  ];
}

const NUMBERED = ['service', 'name', 'message', 'spanKind', 'status', 'level', 'events', 'links', 'remote'] as const;

const WIDTHS = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const;

/** Which width it has, then the numbers. */
function column(values: Numbers): [Uint8Array, Numbers] {
  const width = widthFor(values);
  const Width = present(WIDTHS[width], 'a width');
  return [Uint8Array.of(width), values instanceof Width ? values : new Width(values)];
}

/** What is not a whole number, less than 0, or 2^32 and more needs a float64. */
function widthFor(values: Numbers): number {
  let most = 0;
  for (const value of values) {
    if (value < 0 || value >= 2 ** 32 || !Number.isInteger(value)) return 3;
    if (value > most) most = value;
  }
  return most < 2 ** 8 ? 0 : most < 2 ** 16 ? 1 : 2;
}

/** Takes the bytes of a stream, wherever they are cut, and gives the frames that are whole. */
export class FrameReader {
  private pieces: Uint8Array[] = [];
  private held = 0;
  private wanted = FRAME_HEAD;

  /** Throws on bytes that are no trace stream. */
  *push(bytes: Uint8Array): Generator<TracePart> {
    this.pieces.push(bytes);
    this.held += bytes.length;
    while (this.held >= this.wanted) {
      const all = this.joined();
      const view = new DataView(all.buffer, all.byteOffset, all.length);
      let at = 0;
      this.wanted = FRAME_HEAD;
      while (all.length - at >= FRAME_HEAD) {
        const end = at + FRAME_HEAD + view.getUint32(at, true);
        this.wanted = end - at;
        if (end > all.length) break;
        yield decodeBody(all[at + 4] ?? -1, all.subarray(at + FRAME_HEAD, end));
        at = end;
        this.wanted = FRAME_HEAD;
      }
      this.pieces = [all.subarray(at)];
      this.held = all.length - at;
    }
  }

  private joined(): Uint8Array {
    const [only] = this.pieces;
    if (only && this.pieces.length === 1) return only;
    const all = new Uint8Array(this.held);
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}

function decodeBody(kind: number, body: Uint8Array): TracePart {
  switch (KINDS[kind]) {
    case 'head':
      return JSON.parse(new TextDecoder().decode(body)) as TraceHead;
    case 'end':
      return JSON.parse(new TextDecoder().decode(body)) as TraceEnd;
    case 'spans':
      return new ChunkReader(body).chunk();
    default:
      throw new Error('What came is no trace stream of this version of Hearth: reload the page.');
  }
}

/** Each number and `by`. A loop: `from` with a function takes several times as long. */
function shifted(values: Numbers, by: number): Float64Array {
  const sums = new Float64Array(values.length);
  for (let at = 0; at < sums.length; at += 1) sums[at] = (values[at] ?? 0) + by;
  return sums;
}

class ChunkReader {
  private at = 0;
  constructor(private readonly body: Uint8Array) {}

  chunk(): TraceChunk {
    const [count = 0, texts = 0] = this.numbers(Uint32Array, 2);
    const strings = this.strings(this.numbers(Uint32Array, texts));
    const spanId = this.numbers(Uint32Array, count * 2);
    const parentSpanId = this.numbers(Uint32Array, count * 2);
    const first = this.numbers(Float64Array, 1)[0] ?? 0;
    const start = shifted(this.column(count), first);
    const duration = shifted(this.column(count), -1);
    const [service, name, message, spanKind, status, level, events, links, remote] = NUMBERED.map(() => this.column(count));
    assert(this.at === this.body.length, 'a chunk ends where its frame does');
    assert(service && name && message && spanKind && status && level && events && links && remote, 'a chunk has all columns');
    return {
      ...{ kind: 'spans', count, strings, spanId, parentSpanId, start, duration },
      ...{ service, name, message, spanKind, status, level, events, links, remote },
    };
  }

  private strings(lengths: Uint32Array): string[] {
    const decoder = new TextDecoder();
    const texts: string[] = [];
    for (const length of lengths) {
      texts.push(decoder.decode(this.body.subarray(this.at, this.at + length)));
      this.at += length;
    }
    return texts;
  }

  private column(count: number): Numbers {
    const width = this.body[this.at] ?? -1;
    this.at += 1;
    return this.numbers<Numbers>(present(WIDTHS[width], 'the width of a column'), count);
  }

  /** A copy, because numbers of more than one byte must stand at an even place. */
  private numbers<T extends Numbers>(Width: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number }, count: number): T {
    const end = this.at + count * Width.BYTES_PER_ELEMENT;
    assert(end <= this.body.length, 'a chunk has all its bytes');
    const copy = new Width(new Uint8Array(this.body.subarray(this.at, end)).buffer);
    this.at = end;
    return copy;
  }
}
