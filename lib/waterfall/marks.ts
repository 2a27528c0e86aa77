/** What happened at an instant of a span: logs that it wrote, and its events. */
import { nanosFromText, type NanosText } from '@/lib/base/time';
import { ERROR_SEVERITY, WARN_SEVERITY } from '@/lib/model/semantics';
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

export interface Mark {
  /** ns since the trace's origin. */
  readonly at: number;
  readonly tone: 'error' | 'warn' | 'info';
}

export interface MarkedLog {
  readonly spanId: string;
  readonly time: NanosText;
  /** A severity number of OpenTelemetry. */
  readonly severity: number;
}

export interface MarkedEvent {
  readonly name: string;
  readonly time: NanosText;
}

/** Marks by row, in no order. A log of a span that is not here, or of none, has no row. */
export function logMarks(columns: SpanColumns, tree: SpanTree, logs: readonly MarkedLog[]): Map<number, Mark[]> {
  const origin = nanosFromText(columns.origin);
  const marks = new Map<number, Mark[]>();
  for (const log of logs) {
    const span = log.spanId === '' ? NONE : columns.indexOfId(log.spanId);
    const row = tree.rowOf[span] ?? NONE;
    if (row === NONE) continue;
    const tone = log.severity >= ERROR_SEVERITY ? 'error' : log.severity >= WARN_SEVERITY ? 'warn' : 'info';
    const mark: Mark = { at: Number(nanosFromText(log.time) - origin), tone };
    const before = marks.get(row);
    if (before) before.push(mark);
    else marks.set(row, [mark]);
  }
  return marks;
}

/** Marks of one span's events: an exception is an error. */
export function eventMarks(columns: SpanColumns, events: readonly MarkedEvent[]): Mark[] {
  const origin = nanosFromText(columns.origin);
  return events.map(({ name, time }) => ({ at: Number(nanosFromText(time) - origin), tone: name === 'exception' ? 'error' : 'info' }));
}
