/** What a panel was answered, ready for its view. */
import { unitFactor } from '@/lib/charts/convert';
import type { Unit } from '@/lib/base/units';
import { pairSeries, pairTables } from '@/lib/charts/pair';
import { typedFigure, typedSeries, typedTable } from '@/lib/charts/typed';
import type { Role } from '@/lib/dashboards/ask';
import type { PairOp } from '@/lib/dashboards/ask-specs';
import type { Answer } from '@/lib/model/answer';
import type { View } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import type { Frame, Measure, Query } from '@/lib/model/query';

/** A fault in how a panel is made, in a sentence: asking again would not help. */
export class PanelFault extends Error {
  override readonly name = 'PanelFault';
}

/** One question and its answer, as it came. Of a pair: the left side's question, and both sides put together. */
export interface Asked {
  readonly query: Query;
  readonly answer: Answer;
}

/** An answer as a view draws it: its figures in the view's units. */
export interface Part extends Asked {
  /** The steps that the answer has. */
  readonly frame: Frame;
  readonly by: readonly Field[];
  readonly measures: readonly Measure[];
  /** Names of the measures where the answer itself gives them: typed SQL. */
  readonly names: readonly string[];
  /** Per measure what its figures were multiplied by. The records know them without. */
  readonly factors: readonly number[];
}

export type Parts = ReadonlyMap<Role, Part>;

/** The two sides of a pair as one answer, in the shape of the left one. Throws PanelFault where their shapes differ. */
export function pairAnswers(left: Asked, right: Asked, op: PairOp): Asked {
  const { query, answer } = left;
  const other = right.answer;
  const rollup = answer.rollup ?? other.rollup;
  const leftOut = answer.leftOut ?? other.leftOut;
  const shared = {
    partial: answer.partial || other.partial,
    executed: `${answer.executed}\n\n${other.executed}`,
    ...(rollup === undefined ? {} : { rollup }),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
  if (answer.kind === 'series' && other.kind === 'series') {
    return { query, answer: { ...shared, kind: 'series', series: pairSeries(answer.series, other.series, op) } };
  }
  if (answer.kind === 'table' && other.kind === 'table' && query.spec.kind === 'table') {
    return { query, answer: { ...shared, kind: 'table', table: pairTables(answer.table, other.table, query.spec.by.length, op) } };
  }
  throw new PanelFault(`This panel pairs ${answer.kind} with ${other.kind}; both sides must be series, or both tables.`);
}

/** Whether the answer holds nothing to draw. */
export function isEmpty(answer: Answer): boolean {
  switch (answer.kind) {
    case 'series':
      return answer.series.every(({ points }) => points.every(([, value]) => value === null));
    case 'distribution':
      return answer.cells.length === 0;
    case 'table':
    case 'native':
      return answer.table.rows.length === 0;
    case 'rows':
      return answer.rows.length === 0;
  }
}

/** The units of a view's figures: one per measure, or one for all. */
function unitOf(view: View, measure: number): Unit {
  switch (view.kind) {
    case 'timeseries':
    case 'stat':
    case 'heatmap':
    case 'pie':
      return view.unit;
    case 'table':
    case 'bars':
      return view.columns[measure]?.unit ?? 'none';
    default:
      return 'none';
  }
}

/**
 * `asked` as `view` draws it. `unit`: what its figures came in. Typed SQL takes the shape that the view needs. Throws PanelFault, with
 * what to change, where an answer does not fit its view.
 */
export function partFor({ query, answer }: Asked, role: Role, view: View, unit: Unit | undefined): Part {
  const part = answer.kind === 'native' ? typedPart(query, answer, view) : askedPart(query, answer);
  const wanted = role === 'trend' ? 'series' : WANTED[view.kind];
  if (wanted !== undefined && part.answer.kind !== wanted) {
    throw new PanelFault(
      `This view draws ${NOUNS[wanted]}, and its question asks for ${NOUNS[part.answer.kind]}. Choose another view, or another question.`,
    );
  }
  const factors = part.measures.map((_, index) => unitFactor(unit, unitOf(view, index)));
  return { ...part, factors, answer: converted(part.answer, part.by.length, factors) };
}

const WANTED: Readonly<Record<View['kind'], Answer['kind'] | undefined>> = {
  timeseries: 'series',
  stat: 'table',
  heatmap: 'distribution',
  table: 'table',
  bars: 'table',
  pie: 'table',
  records: 'rows',
  metrics: undefined,
  text: undefined,
};
const NOUNS: Readonly<Record<Answer['kind'], string>> = {
  series: 'figures over time',
  distribution: 'distributions',
  table: 'figures by group',
  native: 'rows of typed SQL',
  rows: 'single records',
};

function askedPart(query: Query, answer: Answer): Omit<Part, 'factors'> {
  const { spec, frame } = query;
  const grouped = spec.kind === 'series' || spec.kind === 'table';
  return { query, answer, frame, by: grouped ? spec.by : [], measures: grouped ? spec.measures : [], names: [] };
}

function typedPart(query: Query, answer: Extract<Answer, { kind: 'native' | 'table' }>, view: View): Omit<Part, 'factors'> {
  const { table, kind: _, ...rest } = answer;
  if (view.kind === 'timeseries') {
    const typed = typedSeries(table, query.frame, view.stacked);
    if (!typed.ok) throw new PanelFault(typed.error);
    const { by, measures, names, series, frame } = typed.value;
    return { query, frame, by, measures, names, answer: { ...rest, kind: 'series', series } };
  }
  if (view.kind === 'stat') {
    const figure = typedFigure(table);
    if (!figure.ok) throw new PanelFault(figure.error);
    const one = { columns: [{ name: 'value', type: 'number' as const }], rows: [[figure.value ?? null]] };
    return { query, frame: query.frame, by: [], measures: [ANY_MEASURE], names: [], answer: { ...rest, kind: 'table', table: one } };
  }
  if (view.kind === 'table' || view.kind === 'bars' || view.kind === 'pie') {
    const typed = typedTable(table);
    if (!typed.ok) throw new PanelFault(typed.error);
    const { by, measures, names } = typed.value;
    return { query, frame: query.frame, by, measures, names, answer: { ...rest, kind: 'table', table: typed.value.table } };
  }
  throw new PanelFault('This view cannot draw what typed SQL answers. Choose a chart over time, a table, bars, a ring or a statistic.');
}

/** What stands for the figure of a typed query: nothing is known of how it was made. */
const ANY_MEASURE: Measure = { fn: 'max', of: { in: 'attributes', key: 'value' } };

/** The answer with its figures multiplied, measure by measure. A distribution has one measure. */
function converted(answer: Answer, labels: number, factors: readonly number[]): Answer {
  if (factors.every((factor) => factor === 1)) return answer;
  const factor = (measure: number) => factors[measure] ?? 1;
  switch (answer.kind) {
    case 'series': {
      const series = answer.series.map((one) => {
        const by = factor(one.measure);
        return { ...one, points: one.points.map(([at, value]) => [at, value === null ? null : value * by] as const) };
      });
      return { ...answer, series };
    }
    case 'distribution':
      return { ...answer, cells: answer.cells.map((cell) => ({ ...cell, low: cell.low * factor(0), high: cell.high * factor(0) })) };
    case 'table': {
      const rows = answer.table.rows.map((row) =>
        row.map((cell, index) => (typeof cell === 'number' && index >= labels ? cell * factor(index - labels) : cell)),
      );
      return { ...answer, table: { ...answer.table, rows } };
    }
    case 'native':
    case 'rows':
      return answer;
  }
}

/** The figure as the records know it: before it was converted for the view. */
export function askedFigure(part: Part, measure: number, value: number | null | undefined): number | undefined {
  return value === null || value === undefined ? undefined : value / (part.factors[measure] ?? 1);
}
