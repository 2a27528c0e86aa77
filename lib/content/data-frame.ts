/** Data frames and arrays as tables, as Logfire's SDK sends them: rows as lists, the names and the true size in the schema. */
import { entriesOf, itemsOf, member, type Branch, type ContentNode, type Grid } from '@/lib/content/node';
import { printCell } from '@/lib/content/print-node';

function numberOf(node: ContentNode | undefined, otherwise: number): number {
  const value = node?.kind === 'leaf' && node.type === 'number' ? Number(node.text) : NaN;
  return Number.isInteger(value) && value >= 0 ? value : otherwise;
}

function rowsOf(list: Branch, labels: readonly string[]): Grid['rows'] | undefined {
  const rows = list.entries.map(({ node }, index) => ({ label: labels[index] ?? String(index), cells: itemsOf(node) }));
  return rows.every((row): row is { label: string; cells: ContentNode[] } => row.cells !== undefined) ? rows : undefined;
}

const widest = (rows: Grid['rows']): number => rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);

/** A pandas data frame. Undefined where the value is not a list of rows. */
export function gridFromFrame(list: Branch, schema: ContentNode | undefined): Grid | undefined {
  const labels = entriesOf(member(schema, 'x-indices')).map(({ node }) => printCell(node));
  // the SDK (5.2.0) names too few rows of a small frame: then the names are no help
  const rows = rowsOf(list, labels.length >= list.entries.length ? labels : []);
  if (!rows) return undefined;
  const names = entriesOf(member(schema, 'x-columns')).map(({ node }) => printCell(node));
  const columns = Array.from({ length: Math.max(names.length, widest(rows)) }, (_, index) => names[index] ?? String(index));
  return {
    kind: 'grid',
    name: 'DataFrame',
    columns,
    rows,
    rowCount: numberOf(member(schema, 'x-row-count'), rows.length),
    columnCount: numberOf(member(schema, 'x-column-count'), columns.length),
  };
}

/** A NumPy array of two dimensions. Undefined for any other: it reads better as a list. */
export function gridFromList(list: Branch, schema: ContentNode | undefined): Grid | undefined {
  const shape = entriesOf(member(schema, 'x-shape')).map(({ node }) => numberOf(node, 0));
  const rows = shape.length === 2 ? rowsOf(list, []) : undefined;
  if (!rows) return undefined;
  const [rowCount = rows.length, columnCount = 0] = shape;
  const columns = Array.from({ length: widest(rows) }, (_, index) => String(index));
  // where the SDK left out the middle, positions would name the wrong rows
  const whole = rowCount === rows.length && columnCount === columns.length;
  return {
    kind: 'grid',
    name: 'ndarray',
    columns: whole ? columns : columns.map(() => ''),
    rows: whole ? rows : rows.map((row) => ({ ...row, label: '' })),
    rowCount,
    columnCount,
  };
}
