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
 * the whole time are told of, and these in full: `rank` names so many. Of one window alone `read` finds the largest itself.
 */
export async function keepLargest(
  { spec, frame }: Query<SeriesSpec>,
  { steps }: Sliding,
  most: number,
  read: (groups: Groups | undefined) => Promise<Reading>,
  rank: (limit: number) => Promise<Groups>,
): Promise<Answer> {
  const { figures, executed, cut } = await read(undefined);
  const found = new Set(figures.map(({ labels }) => groupKey(labels)));
  if (steps === 1 || spec.by.length === 0 || (!cut && found.size <= spec.limit))
    return { kind: 'series', series: toSeries(figures, spec, frame, undefined), executed, partial: cut };
  const groups = await rank(Math.max(1, Math.min(spec.limit, Math.floor(most / steps))));
  const largest = await read(groups);
  return { kind: 'series', series: toSeries(largest.figures, spec, frame, groups), executed: largest.executed, partial: true };
}

/** Windows that slide over spans, logs or exceptions. Throws BackendError. */
export async function runSliding(query: Query<SeriesSpec>, sliding: Sliding, ask: Ask, dialect: Dialect): Promise<Answer> {
  checkSliding(query);
  const { spec } = query;
  const most = sliding.steps === 1 ? spec.limit : MOST_POINTS;
  const read = async (groups: Groups | undefined): Promise<Reading> => {
    const statement = sliding.steps === 1 ? compileWindow(query, sliding, dialect) : compileWindows(query, sliding, groups, dialect);
    const rows = await ask(statement);
    return { figures: readFigures(rows.slice(0, most), spec.by.length, true), executed: printSql(statement), cut: rows.length > most };
  };
  const rank = async (limit: number): Promise<Groups> => {
    const whole = { spec: { ...spec, limit }, frame: { ...query.frame, range: sliding.range } };
    const ranked = readFigures(await ask(compileTable(whole, 0, dialect)), spec.by.length, false);
    return ranked.slice(0, limit).map(({ labels }) => labels);
  };
  return keepLargest(query, sliding, MOST_POINTS, read, rank);
}
