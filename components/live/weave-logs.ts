/** The rows of an opened trace with its logs among them: each log stands under its span, where it was written in time. */
import type { LogRow } from '@/lib/model/answer';
import { positionIn } from '@/lib/waterfall/row-list';
import { NONE, rowWithId, type Trace } from '@/lib/waterfall/tree';

/** A line of an opened trace: a row of the tree (0 and up), or log `i` as `-1 - i`. */
export type TraceLine = number;

/** The number of the log that a line stands for; undefined for a row of the tree. */
export function logOfLine(line: TraceLine): number | undefined {
  return line < 0 ? -1 - line : undefined;
}

/** Where each log stands, whatever is collapsed: computed once for a trace and its logs. */
export interface LogPlaces {
  /** Numbers of the logs in the order in which they are met from top to bottom. */
  readonly order: Int32Array;
  /** By log: the row of its span, or NONE where that is not in the trace. */
  readonly parent: Int32Array;
  /** By log: the row before which it stands. */
  readonly before: Int32Array;
}

/** A log without a span of its own stands behind all rows. */
export function placeLogs(trace: Trace, logs: readonly LogRow[]): LogPlaces {
  const { tree } = trace;
  const origin = BigInt(trace.columns.origin);
  const parent = Int32Array.from(logs, ({ spanId }) => (spanId === '' ? NONE : rowWithId(trace, spanId)));
  const before = Int32Array.from(logs, ({ time }, log) => {
    const row = parent[log] ?? NONE;
    return row === NONE ? tree.rows : firstChildAfter(trace, row, Number(BigInt(time) - origin));
  });
  const depth = (log: number): number => ((parent[log] ?? NONE) === NONE ? -1 : (tree.depth[parent[log] ?? 0] ?? 0));
  const order = Int32Array.from(logs, (_, log) => log).sort((one, other) => {
    // at the end of several spans at once the innermost comes first
    const apart = (before[one] ?? 0) - (before[other] ?? 0) || depth(other) - depth(one);
    if (apart !== 0) return apart;
    const [a, b] = [logs[one]?.time ?? '', logs[other]?.time ?? ''];
    return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : one - other;
  });
  return { order, parent, before };
}

/** The first child of `row` that started after `at` (ns since the trace's origin), else the row behind its subtree. */
function firstChildAfter({ columns, tree }: Trace, row: number, at: number): number {
  const end = row + (tree.size[row] ?? 1);
  let child = row + 1;
  while (child < end && startOf({ columns, tree }, child) <= at) child += tree.size[child] ?? 1;
  return child;
}

/** A missing parent starts with its first child, which is the next row. */
function startOf({ columns, tree }: Trace, row: number): number {
  const span = tree.span[row] ?? NONE;
  return columns.startOf(span === NONE ? (tree.span[row + 1] ?? 0) : span);
}

/** `visible` rows with the logs whose span is seen and open. `visible` is ascending. */
export function woven(visible: Int32Array, collapsed: Uint8Array, { order, parent, before }: LogPlaces): Int32Array {
  if (order.length === 0) return visible;
  const seen = order.filter((log) => {
    const row = parent[log] ?? NONE;
    return row === NONE || (collapsed[row] !== 1 && visible[positionIn(visible, row)] === row);
  });
  const lines = new Int32Array(visible.length + seen.length);
  let at = 0;
  let row = 0;
  for (const log of seen) {
    while (row < visible.length && (visible[row] ?? 0) < (before[log] ?? 0)) lines[at++] = visible[row++] ?? 0;
    lines[at++] = -1 - log;
  }
  while (row < visible.length) lines[at++] = visible[row++] ?? 0;
  return lines;
}
