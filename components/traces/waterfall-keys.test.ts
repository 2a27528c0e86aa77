import { expect, it } from 'vitest';
import { moveFor } from '@/components/traces/waterfall-keys';
import { allOpen, toggled, visibleRows } from '@/lib/waterfall/collapse';
import { sampleColumns } from '@/lib/waterfall/sample';
import { buildTree, NONE } from '@/lib/waterfall/tree';

// 0 r, 1 .a (collapsed), 2 ..b, 3 .c
const tree = buildTree(
  sampleColumns([{ id: 'r' }, { id: 'a', parent: 'r', start: 1 }, { id: 'b', parent: 'a', start: 2 }, { id: 'c', parent: 'r', start: 3 }]),
);
const collapsed = toggled(tree, allOpen(tree), 1);
const visible = visibleRows(tree, collapsed);

it.each([
  ['j', NONE, { do: 'cursor', row: 0 }],
  ['ArrowDown', 1, { do: 'cursor', row: 3 }],
  ['ArrowDown', 3, { do: 'cursor', row: 3 }],
  ['k', 3, { do: 'cursor', row: 1 }],
  ['ArrowUp', 0, { do: 'cursor', row: 0 }],
  ['ArrowDown', 2, { do: 'cursor', row: 3 }],
  ['Home', 3, { do: 'cursor', row: 0 }],
  ['End', 0, { do: 'cursor', row: 3 }],
  ['PageDown', 0, { do: 'cursor', row: 3 }],
  ['ArrowRight', 0, { do: 'cursor', row: 1 }],
  ['ArrowRight', 1, { do: 'toggle', row: 1 }],
  ['ArrowRight', 3, undefined],
  ['ArrowLeft', 0, { do: 'toggle', row: 0 }],
  ['ArrowLeft', 1, { do: 'cursor', row: 0 }],
  ['ArrowLeft', 3, { do: 'cursor', row: 0 }],
  [' ', 1, { do: 'toggle', row: 1 }],
  ['Enter', 3, { do: 'select', row: 3 }],
  ['Enter', NONE, undefined],
  ['Escape', 3, { do: 'close' }],
  ['x', 3, undefined],
])('%s on row %i', (key, cursor, move) => expect(moveFor(key, { tree, visible, collapsed, cursor })).toEqual(move));

it('does nothing in an empty trace', () => {
  const empty = buildTree(sampleColumns([]));
  expect(moveFor('j', { tree: empty, visible: new Int32Array(0), collapsed: allOpen(empty), cursor: NONE })).toBeUndefined();
});
