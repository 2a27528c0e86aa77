import { expect, it } from 'vitest';
import { moveFor } from '@/components/traces/waterfall-keys';
import { allOpen, toggled } from '@/lib/waterfall/collapse';
import { NO_GROUPS, repeatedSiblings } from '@/lib/waterfall/groups';
import { withoutServices } from '@/lib/waterfall/hidden';
import { linesOf } from '@/lib/waterfall/lines';
import { sampleColumns } from '@/lib/waterfall/sample.testing';
import { buildTree, NONE } from '@/lib/waterfall/tree';

// 0 r, 1 .a (collapsed), 2 ..b, 3 .c, 4 ..d
const tree = buildTree(
  sampleColumns([
    { id: 'r' },
    { id: 'a', parent: 'r', start: 1 },
    { id: 'b', parent: 'a', start: 2 },
    { id: 'c', parent: 'r', start: 3 },
    { id: 'd', parent: 'c', start: 4 },
  ]),
);
const collapsed = toggled(tree, allOpen(tree), 1);
const none = { groups: NO_GROUPS, opened: new Set<number>() };
const visible = linesOf(tree, collapsed, none.groups, none.opened);

it.each([
  ['j', NONE, { do: 'cursor', row: 0 }],
  ['ArrowDown', 1, { do: 'cursor', row: 3 }],
  ['ArrowDown', 4, { do: 'cursor', row: 4 }],
  ['k', 3, { do: 'cursor', row: 1 }],
  ['ArrowUp', 0, { do: 'cursor', row: 0 }],
  ['ArrowDown', 2, { do: 'cursor', row: 3 }],
  ['Home', 3, { do: 'cursor', row: 0 }],
  ['End', 0, { do: 'cursor', row: 4 }],
  ['PageDown', 0, { do: 'cursor', row: 4 }],
  ['PageUp', 4, { do: 'cursor', row: 0 }],
  ['ArrowRight', 0, { do: 'cursor', row: 1 }],
  ['ArrowRight', 1, { do: 'toggle', row: 1 }],
  ['ArrowRight', 4, undefined],
  ['ArrowLeft', 0, { do: 'toggle', row: 0 }],
  ['ArrowLeft', 1, { do: 'cursor', row: 0 }],
  ['ArrowLeft', 4, { do: 'cursor', row: 3 }],
  [' ', 1, { do: 'toggle', row: 1 }],
  [' ', 4, undefined],
  ['*', 0, { do: 'open', row: 0 }],
  ['*', 4, undefined],
  [']', 1, { do: 'cursor', row: 3 }],
  [']', 3, undefined],
  [']', 4, undefined],
  ['[', 3, { do: 'cursor', row: 1 }],
  ['[', 1, undefined],
  ['[', 4, undefined],
  ['Enter', 3, { do: 'select', row: 3 }],
  ['Enter', NONE, undefined],
  ['Escape', 3, { do: 'close' }],
  ['x', 3, undefined],
])('%s on row %i', (key, cursor, move) => expect(moveFor(key, { tree, visible, collapsed, ...none, cursor })).toEqual(move));

// 0 r, 1–5 .GET, 6 .PUT
const columns = sampleColumns([
  { id: 'r' },
  ...Array.from({ length: 5 }, (_, at) => ({ id: `g${at}`, parent: 'r', start: at, name: 'GET' })),
  { id: 'p', parent: 'r', start: 9, name: 'PUT' },
]);
const repeated = buildTree(columns);
const groups = repeatedSiblings(columns, repeated);

it.each([
  ['ArrowDown', 1, false, { do: 'cursor', row: 6 }],
  ['ArrowRight', 1, false, { do: 'toggle', row: 1 }],
  ['Enter', 1, false, { do: 'toggle', row: 1 }],
  ['*', 1, false, { do: 'toggle', row: 1 }],
  ['ArrowLeft', 1, false, { do: 'cursor', row: 0 }],
  [']', 1, false, { do: 'cursor', row: 6 }],
  ['[', 6, false, { do: 'cursor', row: 1 }],
  ['ArrowDown', 1, true, { do: 'cursor', row: 2 }],
  ['ArrowRight', 1, true, undefined],
  ['Enter', 3, true, { do: 'select', row: 3 }],
  ['ArrowLeft', 3, true, { do: 'toggle', row: 3 }],
  [' ', 3, true, { do: 'toggle', row: 3 }],
])('%s on row %i of a group, open: %s', (key, cursor, isOpen, move) => {
  const opened = new Set(isOpen ? [1] : []);
  const lines = linesOf(repeated, allOpen(repeated), groups, opened);
  const situation = { tree: repeated, visible: lines, collapsed: allOpen(repeated), groups, opened, cursor };
  expect(moveFor(key, situation)).toEqual(move);
});

it('goes from a row to the parent that is shown, over one that is hidden', () => {
  const spans = sampleColumns([{ id: 'a' }, { id: 'b', parent: 'a', start: 1, service: 'mesh' }, { id: 'c', parent: 'b', start: 2 }]);
  const shown = withoutServices(spans, buildTree(spans), new Set(['mesh']));
  const lines = linesOf(shown, allOpen(shown), NO_GROUPS, none.opened);
  const situation = { tree: shown, visible: lines, collapsed: allOpen(shown), ...none };
  expect(moveFor('ArrowLeft', { ...situation, cursor: 2 })).toEqual({ do: 'cursor', row: 0 });
  expect(moveFor('ArrowRight', { ...situation, cursor: 0 })).toEqual({ do: 'cursor', row: 2 });
});

it('does nothing in an empty trace', () => {
  const empty = buildTree(sampleColumns([]));
  const situation = { tree: empty, visible: new Int32Array(0), collapsed: allOpen(empty), ...none, cursor: NONE };
  expect(moveFor('j', situation)).toBeUndefined();
});
