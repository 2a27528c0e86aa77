/** One line of the list: what it says, where its bar stands, what it opens, and what is above it. */
import { lineAt, lineOfRecord, type Line, type Lines } from '@/components/live/lines';
import { openOf, type OpenRecord } from '@/components/live/live-record';
import type { Place } from '@/components/live/live-row';
import { logFacts, recordFacts, treeRowFacts, type RowFacts } from '@/components/live/row-facts';
import type { TraceBelow } from '@/components/live/trace-below';
import { logOfLine } from '@/components/live/weave-logs';
import type { View } from '@/components/live/live-query';
import { printLogRef } from '@/lib/client/log-ref';
import type { Millis } from '@/lib/base/time';
import type { LogRow } from '@/lib/model/answer';
import { NONE, rowId, rowWithId } from '@/lib/waterfall/tree';

export type LiveLine = Line<TraceBelow>;
export type LiveLines = Lines<TraceBelow>;

/** A line below a record: a row of its trace, a log in it, or the one line that says why there are none. */
type Inside =
  | { readonly kind: 'row'; readonly open: Extract<TraceBelow, { state: 'open' }>; readonly row: number }
  | { readonly kind: 'log'; readonly open: Extract<TraceBelow, { state: 'open' }>; readonly log: LogRow; readonly number: number }
  | { readonly kind: 'note'; readonly text: string; readonly failed: boolean };

/** What a line below a record stands for. */
export function insideOf({ below, index }: Extract<LiveLine, { kind: 'below' }>): Inside {
  if (below.state === 'loading') return { kind: 'note', text: 'reading the trace …', failed: false };
  if (below.state === 'failed') return { kind: 'note', text: below.message, failed: true };
  const line = below.lines[index] ?? 0;
  const number = logOfLine(line);
  if (number === undefined) return { kind: 'row', open: below, row: line };
  const log = below.open.logs[number];
  return log ? { kind: 'log', open: below, log, number } : { kind: 'note', text: '', failed: false };
}

/** What the line says; undefined for one that is no record. */
export function factsOf(line: LiveLine, now: Millis, view: View): RowFacts | undefined {
  if (line.kind === 'day') return undefined;
  if (line.kind === 'record') {
    const { record, below } = line.block;
    const facts = recordFacts(record, now, view === 'flat');
    if (below?.state !== 'open' || facts.isLog) return facts;
    const { trace, errors } = below.open;
    return { ...facts, below: trace.tree.rows - 1 + below.indent, failed: facts.failed || errors.rows.length > 0 };
  }
  const inside = insideOf(line);
  if (inside.kind === 'note') return undefined;
  return inside.kind === 'log' ? logFacts(inside.log) : treeRowFacts(inside.open.open, inside.row, inside.open.extent);
}

/** How deep a line stands; a record is at 0. */
export function depthOf(line: LiveLine): number {
  if (line.kind !== 'below') return 0;
  const inside = insideOf(line);
  if (inside.kind === 'note') return 1;
  const { tree } = inside.open.open.trace;
  if (inside.kind === 'row') return (tree.depth[inside.row] ?? 0) + inside.open.indent;
  const parent = inside.open.open.places.parent[inside.number] ?? NONE;
  return parent === NONE ? 1 : (tree.depth[parent] ?? 0) + inside.open.indent + 1;
}

/** Whether what is below the line is shown; undefined where there is nothing to show. */
export function expandedOf(line: LiveLine, facts: RowFacts | undefined): boolean | undefined {
  if (facts?.below === undefined) return undefined;
  if (line.kind === 'record') return line.block.below !== undefined;
  if (line.kind === 'day') return undefined;
  const inside = insideOf(line);
  return inside.kind === 'row' ? inside.open.collapsed[inside.row] !== 1 : undefined;
}

/** Where the bar stands: in an open trace where the span lies in it, else the whole; in a flat list against the `longest`, ns. */
export function placeOf(line: LiveLine, facts: RowFacts, view: View, longest: number): Place | undefined {
  if (line.kind === 'day') return undefined;
  if (line.kind === 'record') {
    const { record, below } = line.block;
    if (record.row.signal === 'logs') return undefined;
    if (view === 'flat') {
      return { left: 0, width: facts.duration === undefined ? 100 : (Number(facts.duration) / Math.max(1, longest)) * 100 };
    }
    return below?.state === 'open' && below.indent === 0 ? placeInTrace(below, 0) : { left: 0, width: 100 };
  }
  const inside = insideOf(line);
  if (inside.kind === 'row') return placeInTrace(inside.open, inside.row);
  if (inside.kind === 'note') return undefined;
  const { extent, open } = inside.open;
  const at = Number(BigInt(inside.log.time) - BigInt(open.trace.columns.origin));
  return { left: Math.min(100, Math.max(0, ((at - extent.from) / Math.max(1, extent.to - extent.from)) * 100)), width: 0 };
}

function placeInTrace({ open, extent }: Extract<TraceBelow, { state: 'open' }>, row: number): Place | undefined {
  const { columns, tree } = open.trace;
  const span = tree.span[row] ?? NONE;
  if (span === NONE) return undefined;
  const scale = 100 / Math.max(1, extent.to - extent.from);
  const start = columns.startOf(span);
  return { left: (start - extent.from) * scale, width: (columns.endOf(span, extent.openEnd) - start) * scale };
}

/** What the details show of the line; undefined for one without any. */
export function openOfLine(line: LiveLine): OpenRecord | undefined {
  if (line.kind === 'day') return undefined;
  if (line.kind === 'record') return openOf(line.block.record.row);
  const inside = insideOf(line);
  if (inside.kind === 'note') return undefined;
  if (inside.kind === 'log') return openOf(inside.log);
  const { trace } = inside.open.open;
  return { signal: 'spans', traceId: trace.columns.traceId, spanId: rowId(trace, inside.row) };
}

/** A name of the line that stays while others come and go above it; '' for one that the keyboard does not stop at. */
export function idOf(line: LiveLine): string {
  if (line.kind === 'day') return '';
  const { key } = line.block.record;
  if (line.kind === 'record') return key;
  const inside = insideOf(line);
  if (inside.kind === 'note') return '';
  return `${key}/${inside.kind === 'row' ? rowId(inside.open.open.trace, inside.row) : printLogRef(inside.log)}`;
}

/** The number of the line with this id; that of its record where it is hidden, -1 where that is gone. */
export function lineWithId(lines: LiveLines, id: string): number {
  if (id === '') return -1;
  const [key = '', inside] = id.split('/');
  const at = lineOfRecord(lines, key);
  const line = lineAt(lines, at);
  if (inside === undefined || line?.kind !== 'record' || line.block.below?.state !== 'open') return at;
  const { open, lines: below } = line.block.below;
  const log = open.logs.findIndex((each) => printLogRef(each) === inside);
  const wanted = log === -1 ? rowWithId(open.trace, inside) : -1 - log;
  const index = wanted === NONE && log === -1 ? -1 : below.indexOf(wanted);
  return index === -1 ? at : at + 1 + index;
}

/** The number of the line that the line hangs below. */
export function parentLine(lines: LiveLines, line: LiveLine): number {
  const record = lineOfRecord(lines, line.kind === 'day' ? '' : line.block.record.key);
  if (line.kind !== 'below') return -1;
  const inside = insideOf(line);
  if (inside.kind === 'note') return record;
  const { tree } = inside.open.open.trace;
  const parent = inside.kind === 'row' ? (tree.parent[inside.row] ?? NONE) : (inside.open.open.places.parent[inside.number] ?? NONE);
  if (parent === NONE) return record;
  const index = inside.open.lines.indexOf(parent);
  return index === -1 ? record : record + 1 + index;
}
