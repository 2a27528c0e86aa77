import { describe, expect, it } from 'vitest';
import { logOfLine, placeLogs, woven } from '@/components/live/weave-logs';
import type { NanosText } from '@/lib/base/time';
import type { LogRow } from '@/lib/model/answer';
import { toggled, allOpen, visibleRows } from '@/lib/waterfall/collapse';
import { sampleColumns, sampleId } from '@/lib/waterfall/sample.testing';
import { buildTree, rowId, type Trace } from '@/lib/waterfall/tree';

/**
 * root 0–100
 *   a 10–40
 *     b 20–30
 *   c 50–60
 */
const columns = sampleColumns([
  { id: 'root', start: 0, duration: 100 },
  { id: 'a', parent: 'root', start: 10, duration: 30 },
  { id: 'b', parent: 'a', start: 20, duration: 10 },
  { id: 'c', parent: 'root', start: 50, duration: 10 },
]);
const trace: Trace = { columns, tree: buildTree(columns) };

function log(body: string, span: string, at: number): LogRow {
  const row = { signal: 'logs', id: body, time: String(at) as NanosText, traceId: 't', spanId: sampleId(span) } as const;
  return { ...row, service: 'api', severity: 9, severityText: '', body, eventName: '', values: [] };
}

/** Names of the spans and bodies of the logs from top to bottom. */
function read(logs: readonly LogRow[], closed: readonly string[] = []): string[] {
  const collapsed = closed.reduce(
    (before, name) =>
      toggled(trace.tree, before, Array.from({ length: trace.tree.rows }, (_, row) => rowId(trace, row)).indexOf(sampleId(name))),
    allOpen(trace.tree),
  );
  const lines = woven(visibleRows(trace.tree, collapsed), collapsed, placeLogs(trace, logs));
  const names = ['root', 'a', 'b', 'c'];
  return Array.from(lines, (line) => {
    const number = logOfLine(line);
    return number === undefined ? (names[line] ?? '?') : (logs[number]?.body ?? '?');
  });
}

describe('logs among the rows of their trace', () => {
  it.each([
    ['none', [], ['root', 'a', 'b', 'c']],
    ['before the first child', [log('x', 'root', 5)], ['root', 'x', 'a', 'b', 'c']],
    ['between two children, behind the subtree of the first', [log('x', 'root', 45)], ['root', 'a', 'b', 'x', 'c']],
    ['behind the last child', [log('x', 'root', 70)], ['root', 'a', 'b', 'c', 'x']],
    ['under a leaf', [log('x', 'c', 55)], ['root', 'a', 'b', 'c', 'x']],
    ['in order of time under one span', [log('late', 'b', 28), log('early', 'b', 22)], ['root', 'a', 'b', 'early', 'late', 'c']],
    ['the innermost first where spans end together', [log('of a', 'a', 35), log('of b', 'b', 25)], ['root', 'a', 'b', 'of b', 'of a', 'c']],
    ['of a span that is not here, behind all', [log('x', 'gone', 1)], ['root', 'a', 'b', 'c', 'x']],
    ['of no span, behind all, after those of the last span', [log('x', '', 1), log('y', 'c', 55)], ['root', 'a', 'b', 'c', 'y', 'x']],
  ])('%s', (_, logs, expected) => expect(read(logs)).toEqual(expected));

  it('are hidden with their span, and when it is closed', () => {
    const logs = [log('of a', 'a', 15), log('of b', 'b', 25), log('of root', 'root', 45)];
    expect(read(logs, ['a'])).toEqual(['root', 'a', 'of root', 'c']);
  });
});
