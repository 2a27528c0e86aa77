/** What a page says of a trace as a whole. */
import { millisFromNanos, nanosFromText, type Millis } from '@/lib/base/time';
import { OPEN } from '@/lib/waterfall/columns';
import { extentOf, type Extent } from '@/lib/waterfall/extent';
import { NONE, type Trace } from '@/lib/waterfall/tree';

/** The span of the first row that has one: the root, or the first child of a root that has not come. */
export function rootSpan({ tree }: Trace): number {
  return tree.span.find((span) => span !== NONE) ?? NONE;
}

/** What the root says; `Trace` while nothing is known of it. */
export function titleOf(trace: Trace | undefined, root: number): string {
  if (!trace || root === NONE) return 'Trace';
  return trace.columns.labelOf(root);
}

/** From when to when it lasts, seen at `now`. */
export function extentAt({ columns }: Trace, now: Millis): Extent {
  return extentOf(columns, (now - millisFromNanos(nanosFromText(columns.origin))) * 1e6);
}

/** Whether any of its spans has not ended. */
export function hasOpen({ columns }: Trace): boolean {
  return columns.duration.subarray(0, columns.count).includes(OPEN);
}
