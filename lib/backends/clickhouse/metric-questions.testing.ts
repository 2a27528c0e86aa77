/** Questions on metrics for tests that compare two ways to answer them, and figures in a form that can be compared. */
import type { Answer } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, SeriesSpec, TableSpec } from '@/lib/model/query';

export interface Asked {
  readonly by?: Field[];
  readonly where?: Filter;
  readonly limit?: number;
}
const grouped = (metric: string, measures: Measure[], { by = [], where, limit = 100 }: Asked) => ({
  source: { signal: 'metrics', metric } as const,
  measures,
  by,
  limit,
  ...(where ? { where } : {}),
});
export const series = (metric: string, measures: Measure[], asked: Asked = {}): SeriesSpec => ({ kind: 'series', ...grouped(metric, measures, asked) }); // prettier-ignore
export const table = (metric: string, measures: Measure[], asked: Asked = {}): TableSpec => ({ kind: 'table', orderBy: 0, ...grouped(metric, measures, asked) }); // prettier-ignore

/** To nine digits: the same sum taken in another order may differ in the last. */
export const rounded = (figure: unknown) => (typeof figure === 'number' ? Number(figure.toPrecision(9)) : figure);

/** All figures of an answer. */
export function figuresOf(answer: Answer): unknown {
  if (answer.kind === 'table') return answer.table.rows.map((row) => row.map(rounded));
  if (answer.kind === 'distribution') return answer.cells.map(({ at, low, high, count: own }) => [at, low, high, rounded(own)]);
  if (answer.kind !== 'series') throw new Error(answer.kind);
  return answer.series.map(({ labels, measure, points }) => [labels, measure, points.map(([at, each]) => [at, rounded(each)])]);
}
