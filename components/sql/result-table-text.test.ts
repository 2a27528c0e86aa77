import { expect, it } from 'vitest';
import { tableToCsv, tableToJson } from '@/components/sql/result-table-text';
import type { Table } from '@/lib/model/answer';

const table: Table = {
  columns: [
    { name: 'name', type: 'string' },
    { name: 'n', type: 'number' },
    { name: 'attributes', type: 'json' },
  ],
  rows: [
    ['say "hi", twice', '18446744073709551615', '{"a":[1]}'],
    ['line\nbreak', null, 'not json'],
  ],
};

it('quotes what CSV would split', () => {
  expect(tableToCsv(table)).toBe('name,n,attributes\r\n"say ""hi"", twice",18446744073709551615,"{""a"":[1]}"\r\n"line\nbreak",,not json');
});

it('keeps JSON as JSON, and large integers exact', () => {
  expect(JSON.parse(tableToJson(table))).toEqual([
    { name: 'say "hi", twice', n: '18446744073709551615', attributes: { a: [1] } },
    { name: 'line\nbreak', n: null, attributes: 'not json' },
  ]);
});
