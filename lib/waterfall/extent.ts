/** From when to when a trace lasts, and until when its open spans are drawn. Times are ns since the trace's origin. */
import { millis } from '@/lib/base/time';
import { isSilent } from '@/lib/model/running';
import type { SpanColumns } from '@/lib/waterfall/columns';

export interface Extent {
  readonly from: number;
  readonly to: number;
  /** Where the bars of open spans end: now while the trace is alive, else the last that was heard of it. */
  readonly openEnd: number;
  readonly open: 'none' | 'running' | 'silent';
}

/** `now` in ns since the origin. An empty trace lasts from 0 to 0. */
export function extentOf(columns: SpanColumns, now: number): Extent {
  let from = Infinity;
  let last = -Infinity;
  let open = 0;
  for (let span = 0; span < columns.count; span += 1) {
    const start = columns.startOf(span);
    if (start < from) from = start;
    last = Math.max(last, columns.endOf(span, start));
    if (columns.isOpen(span)) open += 1;
  }
  if (columns.count === 0) return { from: 0, to: 0, openEnd: 0, open: 'none' };
  if (open === 0) return { from, to: last, openEnd: last, open: 'none' };
  if (isSilent(millis((now - last) / 1e6))) return { from, to: last, openEnd: last, open: 'silent' };
  const to = Math.max(last, now);
  return { from, to, openEnd: to, open: 'running' };
}
