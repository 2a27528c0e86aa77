/** A trace as Markdown, to paste into an issue or a chat. */
import { counted, formatDuration, formatInteger } from '@/lib/base/units';
import { NO_END } from '@/lib/model/running';
import { NONE, isMissing, rowId, type Trace } from '@/lib/waterfall/tree';

/** Spans that are written; beyond, a page of text helps nobody. */
const MOST_ROWS = 500;

/** `address`: where the trace is seen. `length`: how long it took, in ns. */
export function traceMarkdown(trace: Trace, title: string, length: number, address: string): string {
  const { columns, tree } = trace;
  const services = new Set(columns.service.subarray(0, columns.count)).size;
  const errors = Array.from({ length: columns.count }, (_, span) => columns.isError(span)).filter(Boolean).length;
  const figures = [
    formatDuration(length),
    counted(columns.count, 'span'),
    counted(services, 'service'),
    ...(errors > 0 ? [counted(errors, 'error')] : []),
  ];
  const rows = Array.from({ length: Math.min(tree.rows, MOST_ROWS) }, (_, row) => line(trace, row));
  const left = tree.rows - rows.length;
  return [
    `**${escaped(title)}**: ${figures.join(', ')}`,
    '',
    `Trace [\`${columns.traceId}\`](${address})`,
    '',
    ...rows,
    ...(left > 0 ? ['', `${formatInteger(left)} more rows are not listed.`] : []),
    '',
  ]
    .join('\n')
    .replaceAll(/[\u00a0\u202f]/g, ' '); // units keep to their figures on a page; a text is typed
}

function line(trace: Trace, row: number): string {
  const { columns, tree } = trace;
  const indent = '  '.repeat(tree.depth[row] ?? 0);
  const span = tree.span[row] ?? NONE;
  if (isMissing(trace, row) || span === NONE) return `${indent}- missing parent \`${rowId(trace, row)}\``;
  const took = columns.isOpen(span) ? NO_END : formatDuration(columns.duration[span] ?? 0);
  const failed = columns.isError(span) ? ' **error**' : '';
  return `${indent}- ${escaped(columns.serviceOf(span))}: ${escaped(columns.labelOf(span))} (${took})${failed}`;
}

/** Characters that Markdown would read as its own; a name stays on its line. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
