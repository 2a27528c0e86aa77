/** Answers about services as rows of the list. */
import type { Answer } from '@/lib/model/answer';
import { dense, type Grid } from '@/lib/charts/grid';
import { hideUnfinished } from '@/lib/charts/unfinished';
import type { Millis } from '@/lib/base/time';
import type { Values } from '@/lib/charts/top';

/** Figures of a service's entry spans. Durations in ns. */
export interface ServiceFigures {
  /** Per second. */
  readonly rate: number;
  readonly errors: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
}

export interface ServiceRow {
  readonly service: string;
  /** Undefined: it sent spans, but served no request. */
  readonly now: ServiceFigures | undefined;
  readonly before: ServiceFigures | undefined;
  readonly trend: Values;
  /** The one with most requests first. */
  readonly versions: readonly string[];
  /** In ms since 1970. */
  readonly lastAt: number | undefined;
}

export interface ServiceAnswers {
  readonly figures: Answer;
  readonly before: Answer | undefined;
  readonly trend: Answer | undefined;
  readonly versions: Answer | undefined;
  readonly heard: Answer | undefined;
}

/** One row for each service that was heard of. `now`: until when records can have come. Missing answers leave their part empty. */
export function serviceRows({ figures, before, trend, versions, heard }: ServiceAnswers, grid: Grid, now: Millis): ServiceRow[] {
  const current = figuresBy(figures);
  const past = figuresBy(before);
  const lastAt = new Map(tableRows(heard).map(([service, , at]) => [String(service), number(at)]));
  const trends = trend?.kind === 'series' ? trend.series : [];
  const lines = new Map(trends.map(({ labels, points }) => [labels[0] ?? '', dense(points, grid)]));
  hideUnfinished([...lines.values()], grid, now);
  const versionsOf = new Map<string, string[]>();
  for (const [service, version] of tableRows(versions)) {
    if (version !== '') versionsOf.set(String(service), [...(versionsOf.get(String(service)) ?? []), String(version)]);
  }
  return [...new Set([...current.keys(), ...lastAt.keys()])].map((service) => ({
    service,
    now: current.get(service),
    before: past.get(service),
    trend: lines.get(service) ?? [],
    versions: versionsOf.get(service) ?? [],
    lastAt: lastAt.get(service),
  }));
}

function tableRows(answer: Answer | undefined) {
  return answer?.kind === 'table' ? answer.table.rows : [];
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function figuresBy(answer: Answer | undefined): Map<string, ServiceFigures> {
  return new Map(
    tableRows(answer).map(([service, rate, errors, p50, p95, p99]) => [
      String(service),
      { rate: number(rate) ?? 0, errors: number(errors) ?? 0, p50: number(p50), p95: number(p95), p99: number(p99) },
    ]),
  );
}

export const SORTS = ['service', 'rate', 'errors', 'p50', 'p95', 'p99', 'lastAt'] as const;
export type Sort = (typeof SORTS)[number];

/** By one column, descending but for names; rows without a figure last, equal ones by name. */
export function sortRows(rows: readonly ServiceRow[], sort: Sort, ascending: boolean): ServiceRow[] {
  const byName = (a: ServiceRow, b: ServiceRow) => a.service.localeCompare(b.service, 'en', { numeric: true });
  if (sort === 'service') return rows.toSorted((a, b) => (ascending ? byName(a, b) : byName(b, a)));
  const value = (row: ServiceRow) => (sort === 'lastAt' ? row.lastAt : row.now?.[sort]);
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined) || byName(a, b);
    return (ascending ? left - right : right - left) || byName(a, b);
  });
}
