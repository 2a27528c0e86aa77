/** Rows of figures → answers of the model. */
import { figure } from '@/lib/backends/clickhouse/ask';
import { fieldName } from '@/lib/query/field-name';
import { millis } from '@/lib/base/time';
import type { Column, Point, Series, Table } from '@/lib/model/answer';
import type { Frame, SeriesSpec, TableSpec } from '@/lib/model/query';
import { measureName } from '@/lib/sql/compile-measure';

/** One group's figures, in the order of the measures; `at` (ms) where they are a step's. */
export interface Figures {
  readonly at: number;
  readonly labels: readonly string[];
  readonly values: readonly (number | null)[];
}

/** Reads rows whose columns are at (where `timed`), the labels, the measures. */
export function readFigures(rows: readonly (readonly unknown[])[], labels: number, timed: boolean): Figures[] {
  const first = timed ? 1 : 0;
  return rows.map((row) => ({
    at: timed ? Number(row[0]) : 0,
    labels: row.slice(first, first + labels).map(String),
    values: row.slice(first + labels).map(figure),
  }));
}

/** One text for a group's labels. */
export function groupKey(labels: readonly string[]): string {
  return JSON.stringify(labels);
}

/** Every step of the frame's range, in order; the first may start before it. */
function stepsOf({ range, step }: Frame): number[] {
  const steps: number[] = [];
  for (let at = Math.floor(range.from / step) * step; at < range.to; at += step) steps.push(at);
  return steps;
}

/**
 * One series for each group and measure, with a point for each step, null where there is no figure. Groups come in the
 * order of `groups`, or where there are none as they are found.
 */
export function toSeries(
  figures: readonly Figures[],
  spec: SeriesSpec,
  frame: Frame,
  groups: readonly (readonly string[])[] | undefined,
): Series[] {
  const steps = stepsOf(frame);
  const byGroup = new Map<string, { labels: readonly string[]; at: Map<number, Figures> }>();
  for (const labels of groups ?? []) byGroup.set(groupKey(labels), { labels, at: new Map() });
  for (const each of figures) {
    const key = groupKey(each.labels);
    const group = byGroup.get(key) ?? { labels: each.labels, at: new Map<number, Figures>() };
    group.at.set(each.at, each);
    byGroup.set(key, group);
  }
  return [...byGroup.values()]
    .filter(({ at }) => at.size > 0)
    .flatMap(({ labels, at }) =>
      spec.measures.map((_, measure) => ({
        measure,
        labels,
        points: steps.map((step): Point => [millis(step), at.get(step)?.values[measure] ?? null]),
      })),
    );
}

/** A row for each group, cut to the spec's limit. Without `by` there is always one row. */
export function toTable(figures: readonly Figures[], spec: TableSpec): Table {
  const columns: Column[] = [
    ...spec.by.map((field) => ({ name: fieldName(field), type: 'string' as const })),
    ...spec.measures.map((measure) => ({ name: measureName(measure), type: 'number' as const })),
  ];
  return { columns, rows: figures.slice(0, spec.limit).map(({ labels, values }) => [...labels, ...values]) };
}
