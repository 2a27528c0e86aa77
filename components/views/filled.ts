/** What a panel was answered, ready for its view. */
import { pairSeries, pairTables } from '@/lib/charts/pair';
import type { Role, PairOp } from '@/lib/dashboards/ask';
import type { Answer } from '@/lib/model/answer';
import type { Query } from '@/lib/model/query';

/** One question and its answer. Of a pair: the left side's question, and both sides put together. */
export interface Part {
  readonly query: Query;
  readonly answer: Answer;
}

export type Parts = ReadonlyMap<Role, Part>;

/** The two sides of a pair as one answer, in the shape of the left one. Sides of different shapes are a fault in the dashboard. */
export function pairAnswers(left: Part, right: Part, op: PairOp): Part {
  const partial = left.answer.partial || right.answer.partial;
  const executed = `${left.answer.executed}\n\n${right.answer.executed}`;
  const { query, answer } = left;
  const other = right.answer;
  if (answer.kind === 'series' && other.kind === 'series') {
    return { query, answer: { kind: 'series', series: pairSeries(answer.series, other.series, op), partial, executed } };
  }
  if (answer.kind === 'table' && other.kind === 'table' && query.spec.kind === 'table') {
    return { query, answer: { kind: 'table', table: pairTables(answer.table, other.table, query.spec.by.length, op), partial, executed } };
  }
  throw new Error(`This panel pairs ${answer.kind} with ${other.kind}; both sides must be series, or both tables.`);
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
