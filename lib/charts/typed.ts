/** Answers to typed SQL in the shapes that views draw: the first time column goes along, text columns tell groups apart, number columns are the figures. */
import { millis, type Millis } from '@/lib/base/time';
import { fail, ok, type Result } from '@/lib/base/result';
import type { CellValue, Column, Point, Series, Table } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Frame, Measure } from '@/lib/model/query';

interface Shape {
  readonly time: number | undefined;
  readonly labels: readonly number[];
  readonly figures: readonly number[];
}

/** What the columns are: by their place. */
function shapeOf(columns: readonly Column[]): Shape {
  const places = (wanted: (column: Column) => boolean) => columns.flatMap((column, index) => (wanted(column) ? [index] : []));
  const [time] = places(({ type }) => type === 'time');
  return {
    time,
    labels: places(({ type }) => type === 'string' || type === 'boolean' || type === 'json'),
    figures: places(({ type }) => type === 'number'),
  };
}

/** The instant that a cell means: the engine writes `2026-01-31 10:00:00.123` in UTC. Undefined for anything else. */
export function instantOf(cell: CellValue | undefined): Millis | undefined {
  if (typeof cell !== 'string') return undefined;
  const text = cell
    .trim()
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d*/, '$1');
  const at = Date.parse(/T/.test(text) ? (/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`) : `${text}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : millis(at);
}

const numberOf = (cell: CellValue | undefined) => (typeof cell === 'number' ? cell : null);
const textOf = (cell: CellValue | undefined) => (cell === null || cell === undefined ? '' : String(cell));

/** What stands for the `by` fields and the measures of a typed query. Sums where the view adds them up, else figures as they are. */
export interface TypedFigures {
  readonly by: readonly Field[];
  readonly measures: readonly Measure[];
  /** The figures' columns by name. */
  readonly names: readonly string[];
}

function figuresOf(table: Table, { labels, figures }: Shape, adds: boolean): TypedFigures {
  const name = (index: number) => table.columns[index]?.name ?? '';
  const by = labels.map((index): Field => ({ in: 'attributes', key: name(index) || '?' }));
  const names = figures.map(name);
  return { by, names, measures: names.map((key) => ({ fn: adds ? 'sum' : 'max', of: { in: 'attributes', key: key || '?' } })) };
}

/**
 * A table with a time column as series. The step is the smallest distance between two of its times, at least the frame's:
 * SQL chooses its own. A sentence where it has no time or no figure.
 */
export function typedSeries(table: Table, frame: Frame, adds: boolean): Result<TypedFigures & { series: Series[]; frame: Frame }, string> {
  const shape = shapeOf(table.columns);
  const { time, labels, figures } = shape;
  if (time === undefined)
    return fail('A chart over time needs a column with times. Select one, for example toStartOfMinute(Timestamp) AS time.');
  if (figures.length === 0) return fail('A chart needs a column of numbers.');
  const points = new Map<string, { measure: number; labels: string[]; points: Point[] }>();
  const times = new Set<number>();
  for (const row of table.rows) {
    const at = instantOf(row[time]);
    if (at === undefined) continue;
    times.add(at);
    const group = labels.map((index) => textOf(row[index]));
    figures.forEach((column, measure) => {
      const key = JSON.stringify([measure, group]);
      const series = points.get(key) ?? { measure, labels: group, points: [] };
      points.set(key, series);
      series.points.push([at, numberOf(row[column])]);
    });
  }
  const sorted = [...times].toSorted((a, b) => a - b);
  const distances = sorted.slice(1).map((at, index) => at - (sorted[index] ?? at));
  const step = millis(Math.max(frame.step, distances.length > 0 ? Math.min(...distances) : 0));
  return ok({ ...figuresOf(table, shape, adds), series: [...points.values()], frame: { ...frame, step } });
}

/** A table with its texts first and its figures after them, as answers to specs come. A sentence where it has no figure. */
export function typedTable(table: Table): Result<TypedFigures & { table: Table }, string> {
  const shape = shapeOf(table.columns);
  if (shape.figures.length === 0) return fail('This view needs a column of numbers.');
  // times tell rows apart, too
  const texts = [...(shape.time === undefined ? [] : [shape.time]), ...shape.labels].toSorted((a, b) => a - b);
  const order = [...texts, ...shape.figures];
  const columns = order.flatMap((index) => table.columns[index] ?? []);
  const rows = table.rows.map((row) => order.map((index) => row[index] ?? null));
  return ok({ ...figuresOf(table, { ...shape, labels: texts }, false), table: { columns, rows } });
}

/** The one figure: of a series the newest row's, else the first row's; its first number column counts. */
export function typedFigure(table: Table): Result<number | undefined, string> {
  const { time, figures } = shapeOf(table.columns);
  const [column] = figures;
  if (column === undefined) return fail('A statistic needs a column of numbers.');
  const rows = time === undefined ? table.rows : table.rows.toSorted((a, b) => (instantOf(b[time]) ?? 0) - (instantOf(a[time]) ?? 0));
  return ok(numberOf(rows[0]?.[column]) ?? undefined);
}
