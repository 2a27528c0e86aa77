import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { BackwardWriter } from '@/lib/demo/emit/protobuf';

/** What the backward writer made beside what protobufjs makes of the same value. */
function both(write: (writer: BackwardWriter) => void, reference: (writer: protobuf.Writer) => unknown): [string, string] {
  const mine = new BackwardWriter();
  write(mine);
  const theirs = protobuf.Writer.create();
  reference(theirs);
  return [mine.take().toString('hex'), Buffer.from(theirs.finish()).toString('hex')];
}

describe('BackwardWriter', () => {
  it.each([0, 1, 127, 128, 300, 2 ** 31, 2 ** 35 + 7, Number.MAX_SAFE_INTEGER])('uint %d', (value) => {
    const [mine, theirs] = both(
      (writer) => writer.uint(3, value),
      (writer) => writer.uint32((3 << 3) | 0).uint64(value),
    );
    expect(mine).toBe(theirs);
  });

  it.each([-1, -300, -(2 ** 40), 0, 5])('int %d', (value) => {
    const [mine, theirs] = both(
      (writer) => writer.int(3, value),
      (writer) => writer.uint32((3 << 3) | 0).int64(value),
    );
    expect(mine).toBe(theirs);
  });

  it.each([-20, -1, 0, 3])('sint %d', (value) => {
    const [mine, theirs] = both(
      (writer) => writer.sint(6, value),
      (writer) => writer.uint32((6 << 3) | 0).sint32(value),
    );
    expect(mine).toBe(theirs);
  });

  it.each(['', 'plain', 'Zürich 🔥', 'x'.repeat(48), 'x'.repeat(49), `${'x'.repeat(40)}é`, 'y'.repeat(300)])('string %s', (value) => {
    const [mine, theirs] = both(
      (writer) => writer.string(1, value),
      (writer) => writer.uint32((1 << 3) | 2).string(value),
    );
    expect(mine).toBe(theirs);
  });

  it('writes fixed numbers and doubles', () => {
    // By hand: tag (field << 3 | wire type), then little-endian.
    const writer = new BackwardWriter();
    writer.double(2, 1);
    writer.fixed64(7, 258n);
    writer.fixed32(16, 0x301);
    expect(writer.take().toString('hex')).toBe(['8501' + '01030000', '39' + '0201000000000000', '11' + '000000000000f03f'].join(''));
  });

  it('nests messages, grows, and is empty after take', () => {
    const writer = new BackwardWriter();
    const large = 'z'.repeat(1_000_000);
    const mark = writer.written;
    writer.string(2, large);
    writer.uint(1, 5);
    writer.message(4, mark);
    const bytes = writer.take();
    expect(writer.written).toBe(0);
    const reader = protobuf.Reader.create(bytes);
    expect([reader.uint32(), reader.uint32()]).toEqual([(4 << 3) | 2, bytes.length - 4]);
    expect([reader.uint32(), reader.uint32()]).toEqual([8, 5]);
    expect([reader.uint32(), reader.string() === large]).toEqual([18, true]);
  });

  it('packs repeated numbers', () => {
    const writer = new BackwardWriter();
    writer.packedVarint(2, [1, 300]);
    expect(writer.take().toString('hex')).toBe('1203' + '01' + 'ac02');
    writer.packedFixed64(6, [1, 2]);
    expect(writer.take().toString('hex')).toBe('3210' + '0100000000000000' + '0200000000000000');
    writer.packedDouble(7, [1]);
    expect(writer.take().toString('hex')).toBe('3a08' + '000000000000f03f');
  });
});
