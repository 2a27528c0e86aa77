/** A rule's question that is SQL: asked once for each window. */
import { BackendError } from '@/lib/model/backend';
import { countOf, endsOf, frameOf, type Windows } from '@/lib/alerts/windows';
import { labelsKey, type Found, type GroupPoints } from '@/lib/alerts/found';
import type { Run } from '@/lib/alerts/run';
import { assert } from '@/lib/base/assert';
import type { AlertLabels } from '@/lib/model/alert-state';
import type { CellValue, Point, Table } from '@/lib/model/answer';

/** Most windows that one call asks for, each with a run of its own. */
export const MOST_SQL_WINDOWS = 60;

/** Rows read of one window. */
const MOST_ROWS = 10_000;

/** One group in one window. */
interface Value {
  readonly labels: AlertLabels;
  readonly value: number | null;
}

/** Runs `text` for each window, `{from}` and `{to}` being its ends. Throws BackendError, also where two rows are of one group. */
export async function askSql(text: string, windows: Windows, run: Run, signal: AbortSignal): Promise<Found> {
  if (countOf(windows) > MOST_SQL_WINDOWS)
    throw new BackendError(
      'invalid',
      `SQL is asked once for each window, and ${countOf(windows)} windows are too many: take a longer step.`,
    );
  const groups = new Map<string, { labels: AlertLabels; points: Point[] }>();
  let names: readonly string[] = [];
  let partial = false;
  for (const at of endsOf(windows)) {
    const { over } = windows;
    const frame = frameOf({ first: at, last: at, step: over, over });
    const answer = await run({ spec: { kind: 'native', language: 'sql', text, limit: MOST_ROWS }, frame }, signal);
    assert(answer.kind === 'native', 'typed SQL is answered with a table');
    const found = valuesOf(answer.table, text);
    names = found.names;
    partial ||= answer.partial;
    for (const { labels, value } of found.values) {
      if (value === null) continue;
      const key = labelsKey(labels);
      const group = groups.get(key) ?? { labels, points: [] };
      group.points.push([at, value]);
      groups.set(key, group);
    }
  }
  return { names, groups: [...groups.values()] satisfies GroupPoints[], executed: [text], partial };
}

/** See `AlertAsk`: which column is the value, and which are the groups. */
function valuesOf({ columns, rows }: Table, executed: string): { names: string[]; values: Value[] } {
  const numeric = columns.flatMap(({ type }, index) => (type === 'number' ? [index] : []));
  const named = numeric.find((index) => columns[index]?.name === 'value');
  const value = named ?? numeric.at(-1);
  if (value === undefined) return { names: [], values: [{ labels: {}, value: rows.length }] };
  const text = columns.flatMap(({ name, type }, index) => (type === 'string' ? [{ name, index }] : []));
  const seen = new Set<string>();
  const values = rows.map((row) => {
    const labels = Object.fromEntries(text.map(({ name, index }) => [name, String(row[index] ?? '')]));
    const key = labelsKey(labels);
    if (seen.has(key)) throw new BackendError('invalid', severalRows(labels), { executed });
    seen.add(key);
    return { labels, value: figure(row[value]) };
  });
  return { names: text.map(({ name }) => name), values };
}

function severalRows(labels: AlertLabels): string {
  const group = Object.entries(labels).map(([name, value]) => `${name} ${value}`);
  const whose = group.length === 0 ? 'without a column of text to tell them apart' : `for ${group.join(', ')}`;
  return `The query answers with several rows ${whose}; a rule needs one row for each group.`;
}

/** Integers beyond 2^53 come as text. */
function figure(cell: CellValue | undefined): number | null {
  if (cell === null || cell === undefined) return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}
