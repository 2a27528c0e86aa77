/** The spans of a trace in groups, and what each group adds up to. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, type Trace } from '@/lib/waterfall/tree';

export const GROUPINGS = ['service and name', 'service', 'name', 'kind', 'status'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface GroupFigures {
  /** '' where the grouping leaves it out. */
  readonly service: string;
  /** The name, kind or status; '' where the grouping is by service alone. */
  readonly name: string;
  readonly count: number;
  readonly errors: number;
  /** ns. Spans inside each other, and beside each other, count each. */
  readonly total: number;
  /** ns of self time. */
  readonly self: number;
  /** Of the durations in ns. Percentiles are nearest-rank: the smallest duration that so many of the spans do not exceed. */
  readonly average: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Self time as a share (0–1) of all self time in the trace: the shares of all groups add up to 1. */
  readonly share: number;
  /** The first of its rows. */
  readonly first: number;
}

/** The groups in the order of their first rows. `self` by row, in ns; open spans count up to `openEnd`. */
export function statisticsOf({ columns, tree }: Trace, self: Float64Array, openEnd: number, by: Grouping): GroupFigures[] {
  const { groupOf, first } = grouped(columns, tree.span, by);
  const ends = new Int32Array(first.length);
  for (const group of groupOf) if (group !== NONE) ends[group] = (ends[group] ?? 0) + 1;
  const counts = ends.slice();
  for (let group = 1; group < ends.length; group += 1) ends[group] = (ends[group] ?? 0) + (ends[group - 1] ?? 0);
  const next = ends.map((end, group) => end - (counts[group] ?? 0));
  const durations = new Float64Array(columns.count);
  const errors = new Int32Array(first.length);
  const selfOf = new Float64Array(first.length);
  let allSelf = 0;
  for (let row = 0; row < tree.rows; row += 1) {
    const group = groupOf[row] ?? NONE;
    if (group === NONE) continue;
    const span = tree.span[row] ?? NONE;
    durations[next[group] ?? 0] = columns.endOf(span, openEnd) - columns.startOf(span);
    next[group] = (next[group] ?? 0) + 1;
    if (columns.isError(span)) errors[group] = (errors[group] ?? 0) + 1;
    selfOf[group] = (selfOf[group] ?? 0) + (self[row] ?? 0);
    allSelf += self[row] ?? 0;
  }
  return first.map((row, group) => {
    const count = counts[group] ?? 0;
    const sorted = durations.subarray((ends[group] ?? 0) - count, ends[group]).sort();
    const total = sorted.reduce((sum, duration) => sum + duration, 0);
    return {
      ...namesOf(columns, tree.span[row] ?? NONE, by),
      ...{ count, errors: errors[group] ?? 0, total, self: selfOf[group] ?? 0, average: total / count },
      ...{ p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), max: sorted.at(-1) ?? 0 },
      share: allSelf === 0 ? 0 : (selfOf[group] ?? 0) / allSelf,
      first: row,
    };
  });
}

/** The nearest-rank quantile of ascending values. */
function quantile(sorted: Float64Array, q: number): number {
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
}

/** The group of each row, NONE for missing parents, and the first row of each group. */
function grouped(columns: SpanColumns, spans: Int32Array, by: Grouping): { groupOf: Int32Array; first: number[] } {
  const keyOf = keyFor(columns, by);
  const groups = new Map<number | string, number>();
  const first: number[] = [];
  const groupOf = spans.map((span, row) => {
    if (span === NONE) return NONE;
    const key = keyOf(span);
    const known = groups.get(key);
    if (known !== undefined) return known;
    groups.set(key, first.length);
    return first.push(row) - 1;
  });
  return { groupOf, first };
}

function keyFor(columns: SpanColumns, by: Grouping): (span: number) => number | string {
  switch (by) {
    case 'service and name':
      return (span) => (columns.service[span] ?? 0) * 2 ** 26 + (columns.name[span] ?? 0);
    case 'service':
      return (span) => columns.service[span] ?? 0;
    case 'name':
      return (span) => columns.name[span] ?? 0;
    case 'kind':
      return (span) => columns.kindOf(span);
    case 'status':
      return (span) => columns.statusOf(span);
  }
}

function namesOf(columns: SpanColumns, span: number, by: Grouping): { service: string; name: string } {
  switch (by) {
    case 'service and name':
      return { service: columns.serviceOf(span), name: columns.nameOf(span) };
    case 'service':
      return { service: columns.serviceOf(span), name: '' };
    case 'name':
      return { service: '', name: columns.nameOf(span) };
    case 'kind':
      return { service: '', name: columns.kindOf(span) };
    case 'status':
      return { service: '', name: columns.statusOf(span) };
  }
}
