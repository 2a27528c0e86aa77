import { expect, it } from 'vitest';
import { block, bytes8, DictionaryColumn, strings, uint32s, uint64s } from '@/lib/backends/clickhouse/native';
import { NativeReader, type NativeBlock } from '@/lib/backends/clickhouse/native-read';

const NAMES = ['', 'GET /', 'größer', 'x'.repeat(300)];

/** A block of `rows` rows, the first of which is number `from`. */
function written(from: number, rows: number): Uint8Array {
  const columns = { Id: uint64s(), Level: bytes8(), Events: uint32s(), Name: new DictionaryColumn() };
  for (let row = from; row < from + rows; row += 1) {
    columns.Id.push(BigInt(row) * 0x1_0000_0001n);
    columns.Level.push(row % 200);
    columns.Events.push(row * 1_000);
    columns.Name.push(NAMES[row % NAMES.length] ?? '');
  }
  return Uint8Array.from(block('t', rows, columns).bytes);
}

function told({ rows, words, numbers, dictionary }: NativeBlock): unknown[] {
  const { keys, indexes } = dictionary('Name');
  const [id, level, events] = [words('Id'), numbers('Level'), numbers('Events')];
  return Array.from({ length: rows }, (_, row) => [id[row * 2], id[row * 2 + 1], level[row], events[row], keys[indexes[row] ?? -1]]);
}

function expected(count: number): unknown[] {
  return Array.from({ length: count }, (_, row) => [row, row, row % 200, row * 1_000, NAMES[row % NAMES.length]]);
}

it('reads blocks wherever the bytes are cut', () => {
  const bytes = Buffer.concat([written(0, 3), written(3, 700), written(703, 1)]);
  for (const size of [1, 2, 3, 5, 16, 17, 100, 999, 4_096, 20_000]) {
    const reader = new NativeReader();
    const rows: unknown[] = [];
    for (let at = 0; at < bytes.length;) {
      // pieces of two sizes by turns, so that cuts fall everywhere
      const to = at + size + (at % 2);
      for (const read of reader.push(bytes.subarray(at, to))) rows.push(...told(read));
      at = to;
    }
    const end = reader.end();
    for (let next = end.next(); ; next = end.next()) {
      if (next.done) {
        expect(next.value, `in pieces of ${size}`).toBe(true);
        break;
      }
      rows.push(...told(next.value));
    }
    expect(rows, `in pieces of ${size}`).toEqual(expected(704));
  }
});

it('says that an answer broke off, and what the server wrote there', () => {
  const reader = new NativeReader();
  expect([...reader.push(written(0, 5))]).toHaveLength(1);
  expect([
    ...reader.push(Buffer.concat([written(5, 700).subarray(0, 2_000), Buffer.from('\nCode: 159. DB::Exception: Timeout exceeded')])),
  ]).toEqual([]);
  expect(reader.end().next()).toEqual({ done: true, value: false });
  expect(reader.tail()).toContain('Code: 159. DB::Exception: Timeout exceeded');
});

it('throws on a type that it does not read', () => {
  const column = strings();
  column.push('a');
  expect(() => [...new NativeReader().push(block('t', 1, { Name: column }).bytes)]).toThrow('type String');
});
