import { expect, it } from 'vitest';
import { nextOrder, orderedRows } from '@/components/sql/result-order';
import type { Table } from '@/lib/model/answer';

const numbers: Table = {
  columns: [{ name: 'n', type: 'number' }],
  rows: [[2], ['18446744073709551615'], [null], ['18446744073709551614'], [-1.5]],
};

it('compares large integers exactly and keeps nulls last', () => {
  const flat = (descending: boolean) => orderedRows(numbers, { column: 0, descending }).map(([value]) => value);
  expect(flat(true)).toEqual(['18446744073709551615', '18446744073709551614', 2, -1.5, null]);
  expect(flat(false)).toEqual([-1.5, 2, '18446744073709551614', '18446744073709551615', null]);
});

it('leaves rows as they came without an order', () => {
  expect(orderedRows(numbers, undefined)).toBe(numbers.rows);
});

it('goes round by clicks', () => {
  const first = nextOrder(undefined, 1);
  const second = nextOrder(first, 1);
  expect([first, second, nextOrder(second, 1)]).toEqual([{ column: 1, descending: true }, { column: 1, descending: false }, undefined]);
  expect(nextOrder(second, 0)).toEqual({ column: 0, descending: true });
});
