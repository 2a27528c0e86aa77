/** Spans that say they ran when that cannot be: a sign that the clocks of two machines differ. Said, never corrected silently. */
import { formatDuration } from '@/lib/base/units';
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

export interface Skew {
  /** A few words for the row. */
  readonly short: string;
  /** The whole of it, for a tooltip. */
  readonly sentence: string;
}

/**
 * Of a row whose span began before its parent, or answered after its caller in another service had ended; undefined for the others.
 * Work that is put off until later may end after its parent, so only what a client waits for (client → server) is told of.
 */
export function skewOf(columns: SpanColumns, tree: SpanTree, row: number, openEnd: number): Skew | undefined {
  const span = tree.span[row] ?? NONE;
  const above = tree.parent[row] ?? NONE;
  const parent = above === NONE ? NONE : (tree.span[above] ?? NONE);
  if (span === NONE || parent === NONE) return undefined;
  const service = columns.serviceOf(parent);
  const elsewhere = columns.service[span] !== columns.service[parent];
  const early = columns.startOf(parent) - columns.startOf(span);
  if (early > 0) {
    const length = formatDuration(early);
    const where = elsewhere ? `its parent in ${service}: the clocks of the two differ` : 'its parent';
    return { short: `${length} before its parent`, sentence: `Starts ${length} before ${where}. Drawn as it was sent.` };
  }
  const waitedFor = elsewhere && columns.kindOf(parent) === 'Client' && columns.kindOf(span) === 'Server';
  if (!waitedFor || columns.isOpen(span) || columns.isOpen(parent)) return undefined;
  const late = columns.endOf(span, openEnd) - columns.endOf(parent, openEnd);
  if (late <= 0) return undefined;
  const length = formatDuration(late);
  return {
    short: `${length} after its caller`,
    sentence: `Ends ${length} after its caller in ${service}: it did not wait, or the clocks of the two differ. Drawn as it was sent.`,
  };
}
