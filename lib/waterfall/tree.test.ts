import { describe, expect, it } from 'vitest';
import { randomSpans, sampleChunk, sampleColumns, sampleName, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { buildTree, buildTreeInSteps, isMissing, NONE, rowId } from '@/lib/waterfall/tree';

/** One line a row: dots for the depth, the id (in brackets for a missing parent), the size of its subtree. */
function drawn(spans: readonly SampleSpan[]): string[] {
  const columns = sampleColumns(spans);
  const tree = buildTree(columns);
  return Array.from({ length: tree.rows }, (_, row) => {
    const trace = { columns, tree };
    const name = sampleName(rowId(trace, row));
    const id = isMissing(trace, row) ? `[${name}]` : name;
    return `${'.'.repeat(tree.depth[row] ?? 0)}${id} ${tree.size[row]}`;
  });
}

describe('the order of rows', () => {
  it.each<[string, SampleSpan[], string[]]>([
    ['nothing', [], []],
    [
      'siblings by start, then id',
      [{ id: 'r' }, { id: 'b', parent: 'r', start: 2 }, { id: 'c', parent: 'r', start: 1 }, { id: 'a', parent: 'r', start: 2 }],
      ['r 4', '.c 1', '.a 1', '.b 1'],
    ],
    [
      'children before parents, two roots',
      [
        { id: 'x', parent: 'p', start: 3 },
        { id: 'p', start: 2 },
        { id: 'q', start: 1 },
      ],
      ['q 1', 'p 2', '.x 1'],
    ],
    [
      'one row for a lost parent of several, at the start of its first child',
      [
        { id: 'r', start: 4 },
        { id: 'a', parent: 'lost', start: 5 },
        { id: 'b', parent: 'lost', start: 3 },
        { id: 'c', parent: 'gone', start: 9 },
      ],
      ['[lost] 3', '.b 1', '.a 1', 'r 1', '[gone] 2', '.c 1'],
    ],
    [
      'its own parent',
      [
        { id: 'a', parent: 'a' },
        { id: 'b', parent: 'a' },
      ],
      ['a 2', '.b 1'],
    ],
    [
      'a circle of three, cut at the earliest, with a tail',
      [
        { id: 'a', parent: 'c', start: 5 },
        { id: 'b', parent: 'a', start: 1 },
        { id: 'c', parent: 'b', start: 3 },
        { id: 'd', parent: 'c', start: 0 },
      ],
      ['b 4', '.c 3', '..d 1', '..a 1'],
    ],
    [
      'one id twice: children go to the first',
      [
        { id: 'a', start: 1 },
        { id: 'a', start: 2 },
        { id: 'k', parent: 'a', start: 3 },
      ],
      ['a 2', '.k 1', 'a 1'],
    ],
  ])('%s', (_, spans, rows) => expect(drawn(spans)).toEqual(rows));
});

it('draws random trees as the slow obvious way does', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const spans = randomSpans(1 + (seed % 60), seed);
    expect(drawn(spans), `seed ${seed}`).toEqual(slowly(spans));
  }
});

it('is the same tree, however the spans are cut into chunks and whoever comes first', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const spans = randomSpans(50, seed);
    const columns = sampleColumns([]);
    for (let from = 0; from < spans.length; from += 7) {
      columns.append(sampleChunk(spans.slice(from, from + 7)));
      // what is built on the way takes in what has come, and leaves nothing behind
      expect(buildTree(columns).rowOf.length).toBe(columns.count);
    }
    const [inParts, atOnce] = [buildTree(columns), buildTree(sampleColumns(spans))];
    expect([inParts.span, inParts.parent, inParts.size], `seed ${seed}`).toEqual([atOnce.span, atOnce.parent, atOnce.size]);
  }
});

it('leaves out what comes while it is built', () => {
  const columns = sampleColumns([{ id: 'r' }, { id: 'k', parent: 'late', start: 1 }]);
  const steps = buildTreeInSteps(columns);
  steps.next();
  columns.append(sampleChunk([{ id: 'late', start: 2 }]));
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect([step.value.rows, [...step.value.rowOf]]).toEqual([3, [0, 2]]);
  expect(buildTree(columns).rows).toBe(3);
});

it('counts direct children and finds the row of each span', () => {
  const columns = sampleColumns(randomSpans(80, 9));
  const tree = buildTree(columns);
  for (let row = 0; row < tree.rows; row += 1) expect(tree.children[row]).toBe(tree.parent.filter((parent) => parent === row).length);
  for (let span = 0; span < columns.count; span += 1) expect(tree.span[tree.rowOf[span] ?? NONE]).toBe(span);
});

it('survives a chain of 100 000', () => {
  const chain = Array.from({ length: 100_000 }, (_, at) => ({ id: `s${at}`, parent: at === 0 ? '' : `s${at - 1}`, start: at }));
  const tree = buildTree(sampleColumns(chain));
  expect([tree.rows, tree.depth[99_999], tree.size[0], tree.size[99_999]]).toEqual([100_000, 99_999, 100_000, 1]);
});

it('survives a circle of 100 000', () => {
  const circle = Array.from({ length: 100_000 }, (_, at) => ({ id: `s${at}`, parent: `s${(at + 99_999) % 100_000}`, start: at }));
  const tree = buildTree(sampleColumns(circle));
  expect([tree.span[0], tree.depth[99_999], tree.size[0]]).toEqual([0, 99_999, 100_000]);
});

/** Parents by looking through the list, circles by walking up from each span, rows by recursion. */
function slowly(spans: readonly SampleSpan[]): string[] {
  interface Node {
    id: string;
    label: string;
    start: number;
    above: Node | undefined;
  }
  const nodes: Node[] = spans.map((span) => ({ id: span.id, label: span.id, start: span.start ?? 0, above: undefined }));
  const lost = new Set(spans.map((span) => span.parent ?? '').filter((id) => id !== '' && !spans.some((span) => span.id === id)));
  for (const id of lost) {
    const starts = spans.filter((span) => span.parent === id).map((span) => span.start ?? 0);
    nodes.push({ id, label: `[${id}]`, start: Math.min(...starts), above: undefined });
  }
  spans.forEach((span, at) => {
    const node = nodes[at];
    if (node) node.above = nodes.find((other) => other.id === span.parent);
  });
  const earlier = (a: Node, b: Node): number => a.start - b.start || (a.id < b.id ? -1 : 1);
  for (const node of nodes) {
    const seen = [node];
    let at = node.above;
    while (at && !seen.includes(at)) {
      seen.push(at);
      at = at.above;
    }
    if (at !== node) continue;
    const first = [...seen].sort(earlier)[0];
    if (first) first.above = undefined;
  }
  const draw = (node: Node, depth: number): string[] => {
    const inner = nodes
      .filter((child) => child.above === node)
      .sort(earlier)
      .flatMap((child) => draw(child, depth + 1));
    return [`${'.'.repeat(depth)}${node.label} ${inner.length + 1}`, ...inner];
  };
  return nodes
    .filter((node) => !node.above)
    .sort(earlier)
    .flatMap((node) => draw(node, 0));
}
