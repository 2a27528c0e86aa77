/** Time inside a span that none of its children covers: its own work, and where that is long, work that nobody has instrumented. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import type { Stretch } from '@/lib/waterfall/critical-path';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

/** A gap is at least this share of its span … */
const LEAST_OF_SPAN = 0.1;
/** … and at least this share of the trace, so that nothing is marked that would not be seen. */
const LEAST_OF_TRACE = 0.01;

/**
 * The stretches of a row's span in which no child ran, ascending; all of it where there are no children. They add up to its self
 * time. Siblings come by their starts, so one step for each child is enough.
 */
export function uncovered(columns: SpanColumns, tree: SpanTree, row: number, openEnd: number): Stretch[] {
  const span = tree.span[row] ?? NONE;
  if (span === NONE) return [];
  const end = columns.endOf(span, openEnd);
  const found: Stretch[] = [];
  let coveredTo = columns.startOf(span);
  const behind = row + (tree.size[row] ?? 1);
  for (let child = row + 1; child < behind && coveredTo < end; child += tree.size[child] ?? 1) {
    const under = tree.span[child] ?? NONE;
    // one without a length parts nothing
    if (under === NONE || columns.endOf(under, openEnd) <= columns.startOf(under)) continue;
    const from = Math.min(end, columns.startOf(under));
    if (from > coveredTo) found.push({ from: coveredTo, to: from });
    coveredTo = Math.max(coveredTo, columns.endOf(under, openEnd));
  }
  if (coveredTo < end) found.push({ from: coveredTo, to: end });
  return found;
}

/** Those of the `stretches` inside a span with children that are long enough to be worth a look. `length` of the span and of the trace in ns. */
export function gapsAmong(stretches: readonly Stretch[], length: number, traceLength: number): Stretch[] {
  const least = Math.max(length * LEAST_OF_SPAN, traceLength * LEAST_OF_TRACE, 1);
  return stretches.filter(({ from, to }) => to - from >= least);
}
