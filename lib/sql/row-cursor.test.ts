import { expect, it } from 'vitest';
import { cursorAfter, parseCursor, printCursor } from '@/lib/sql/row-cursor';

it.each<[string, string[][], { keys: string[]; seen: number } | undefined, { keys: string[]; seen: number } | undefined]>([
  ['nothing', [], undefined, undefined],
  ['the last row', [['3', 'a'], ['2', 'b']], undefined, { keys: ['2', 'b'], seen: 1 }],
  ['rows that are alike', [['3', 'a'], ['2', 'b'], ['2', 'b']], undefined, { keys: ['2', 'b'], seen: 2 }],
  ['a page of nothing else, going on', [['2', 'b'], ['2', 'b']], { keys: ['2', 'b'], seen: 2 }, { keys: ['2', 'b'], seen: 4 }],
  ['going on, then others', [['2', 'b'], ['1', 'c']], { keys: ['2', 'b'], seen: 2 }, { keys: ['1', 'c'], seen: 1 }],
])('stands behind %s', (_, rows, before, expected) => {
  expect(cursorAfter(rows, before)).toEqual(expected);
}); // prettier-ignore

it('reads back what it wrote, to the nanosecond', () => {
  const cursor = { keys: ['1795219200000000001', "it's", '日本'], seen: 3 };
  expect(parseCursor(printCursor(cursor), 3)).toEqual(cursor);
  expect(() => parseCursor(printCursor(cursor), 2)).toThrow(/load it again/);
});
