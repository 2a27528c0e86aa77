/** Two answers put together step by step, or row by row: used / max, sent − received. */
import { assertUnreachable } from '@/lib/base/assert';
import type { CellValue, Point, Series, Table } from '@/lib/model/answer';

export type PairOp = 'divide' | 'subtract' | 'add' | 'multiply';

/** The figure of both; null (a gap) when either is missing or the divisor is zero. */
export function combine(left: number | null, right: number | null, op: PairOp): number | null {
  if (left === null || right === null) return null;
  switch (op) {
    case 'divide':
      return right === 0 ? null : left / right;
    case 'subtract':
      return left - right;
    case 'add':
      return left + right;
    case 'multiply':
      return left * right;
    default:
      return assertUnreachable(op);
  }
}

const keyOf = (labels: readonly CellValue[]) => JSON.stringify(labels);

/**
 * The first measure of both, matched by labels; a single series without labels on the right goes with every one on the
 * left. Steps and groups that only one side has are gaps.
 */
export function pairSeries(left: readonly Series[], right: readonly Series[], op: PairOp): Series[] {
  const others = right.filter(({ measure }) => measure === 0);
  const byLabels = new Map(others.map((series) => [keyOf(series.labels), series]));
  const forAll = others.length === 1 && others[0]?.labels.length === 0 ? others[0] : undefined;
  return left
    .filter(({ measure }) => measure === 0)
    .map((series) => {
      const other = byLabels.get(keyOf(series.labels)) ?? forAll;
      const values = new Map(other?.points);
      const points = series.points.map(([at, value]): Point => [at, combine(value, values.get(at) ?? null, op)]);
      return { measure: 0, labels: series.labels, points };
    });
}

/**
 * The first measure of both, row by row, largest first, as of one table; the first `labels` columns say which group a row is.
 * Groups that only one side has come last.
 */
export function pairTables(left: Table, right: Table, labels: number, op: PairOp): Table {
  const figure = (row: readonly CellValue[] | undefined) => {
    const value = row?.[labels];
    return typeof value === 'number' ? value : null;
  };
  const byLabels = new Map(right.rows.map((row) => [keyOf(row.slice(0, labels)), row]));
  const rows = left.rows.map((row) => {
    const group = row.slice(0, labels);
    return [...group, combine(figure(row), figure(byLabels.get(keyOf(group))), op)];
  });
  const ranked = rows.toSorted((one, other) => (figure(other) ?? -Infinity) - (figure(one) ?? -Infinity) || 0);
  return { columns: left.columns.slice(0, labels + 1), rows: ranked };
}
