/** Series of windows that slide. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { groupKey, readFigures, toSeries, type Figures } from '@/lib/backends/clickhouse/figures';
import { checkSteps } from '@/lib/backends/clickhouse/run-records';
import type { Answer } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { Query, SeriesSpec } from '@/lib/model/query';
import type { Sliding } from '@/lib/query/sliding';
import { compileTable, MOST_POINTS, type Groups } from '@/lib/sql/compile';
import { compileWindow, compileWindows } from '@/lib/sql/compile-windows';
import type { Dialect } from '@/lib/sql/dialect';
import { printSql } from '@/lib/sql/sql';

/** What was read, and whether that was all. */
export interface Reading {
  readonly figures: readonly Figures[];
  readonly executed: string;
  readonly cut: boolean;
}

/** Throws BackendError where the windows of a query cannot be told. */
export function checkSliding(query: Query<SeriesSpec>): void {
  checkSteps(query);
  if (query.spec.measures.some(({ fn }) => fn === 'distribution'))
    throw new BackendError('unsupported', 'A distribution is of steps, not of windows that slide: leave the window out.');
}

/**
 * The series that `read` finds. Where that is more groups than the limit, or more points than one answer holds, only the largest over
 * the whole time are told of, and these in full: `rank` names so many.
 */
export async function keepLargest(
  { spec, frame }: Query<SeriesSpec>,
  { steps }: Sliding,
  most: number,
  read: (groups: Groups | undefined) => Promise<Reading>,
  rank: (limit: number) => Promise<Groups>,
): Promise<Answer> {
  const all = await read(undefined);
  const found = new Set(all.figures.map(({ labels }) => groupKey(labels)));
  if (spec.by.length === 0 || (!all.cut && found.size <= spec.limit))
    return { kind: 'series', series: toSeries(all.figures, spec, frame, undefined), executed: all.executed, partial: all.cut };
  const groups = await rank(Math.max(1, Math.min(spec.limit, Math.floor(most / steps))));
  const largest = await read(groups);
  return { kind: 'series', series: toSeries(largest.figures, spec, frame, groups), executed: largest.executed, partial: true };
}

/** The figures of the one window that `rows` are of, the largest first. */
export function oneWindow(rows: readonly Figures[], { spec, frame }: Query<SeriesSpec>, executed: string): Answer {
  const figures = rows.slice(0, spec.limit);
  return { kind: 'series', series: toSeries(figures, spec, frame, undefined), executed, partial: rows.length > spec.limit };
}

/** Windows that slide over spans, logs or exceptions. Throws BackendError. */
export async function runSliding(query: Query<SeriesSpec>, sliding: Sliding, ask: Ask, dialect: Dialect): Promise<Answer> {
  checkSliding(query);
  const { spec } = query;
  if (sliding.steps === 1) {
    const statement = compileWindow(query, sliding, dialect);
    return oneWindow(readFigures(await ask(statement), spec.by.length, true), query, printSql(statement));
  }
  const read = async (groups: Groups | undefined): Promise<Reading> => {
    const statement = compileWindows(query, sliding, groups, dialect);
    const rows = await ask(statement);
    const figures = readFigures(rows.slice(0, MOST_POINTS), spec.by.length, true);
    return { figures, executed: printSql(statement), cut: rows.length > MOST_POINTS };
  };
  const rank = async (limit: number): Promise<Groups> => {
    const whole = { spec: { ...spec, limit }, frame: { ...query.frame, range: sliding.range } };
    const ranked = readFigures(await ask(compileTable(whole, 0, dialect)), spec.by.length, false);
    return ranked.slice(0, limit).map(({ labels }) => labels);
  };
  return keepLargest(query, sliding, MOST_POINTS, read, rank);
}
