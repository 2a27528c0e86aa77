/** What a panel asks: the specs that together fill its view, with the choices in them. */
import { allOf } from '@/lib/model/all-of';
import type { View } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { SeriesSpec, Spec, TableSpec } from '@/lib/model/query';
import { specsOf, type Alternative } from '@/lib/dashboards/ask-specs';
import { groupFilter } from '@/lib/dashboards/door';

/**
 * `main`: what the view draws. `before`: the same in the window that it is compared with. `trend`: how a statistic, or the
 * groups of a table, went. `whole`: all groups together, where the limit cut them.
 */
export type Role = 'main' | 'before' | 'trend' | 'whole';

/** Groups of a table whose lines are asked for at most. */
const MOST_TRENDS = 50;

/** The same figures over the whole window at once: a percentile of an hour is not the mean of its minutes' percentiles. */
export function overWhole(ask: Alternative): Alternative {
  const whole = (spec: Spec): Spec => (spec.kind === 'series' ? { ...spec, kind: 'table', orderBy: 0 } : spec);
  return ask.kind === 'spec' ? { ...ask, spec: whole(ask.spec) } : { ...ask, left: whole(ask.left), right: whole(ask.right) };
}

/** Whether the answer is another one in another window. What a person typed is, where it reads the window's bounds. */
export function followsWindow(ask: Alternative): boolean {
  return specsOf(ask).every((spec) => spec.kind !== 'native' || /\{(from|to):/.test(spec.text));
}

/** The measures, by index, of a table's columns that are drawn with the line of how they went. */
export function trendColumns(view: View): number[] {
  return view.kind === 'table' ? view.columns.flatMap(({ draw }, index) => (draw === 'trend' ? [index] : [])) : [];
}

/**
 * How the groups of a table went: the figures of `measures` (by index) as series of exactly the groups `labels`. `all`: those
 * are all groups that there are, so they need no naming.
 */
export function trendSpec(
  { source, where, by, measures }: TableSpec,
  columns: readonly number[],
  labels: readonly (readonly string[])[],
  all: boolean,
): SeriesSpec {
  const shown = labels.slice(0, MOST_TRENDS);
  const narrowed = all && shown.length === labels.length ? where : allOf(where, oneOf(by, shown));
  return {
    kind: 'series',
    source,
    ...(narrowed ? { where: narrowed } : {}),
    by,
    measures: columns.flatMap((index) => measures[index] ?? []),
    limit: Math.max(1, shown.length),
  };
}

/** Records of any of `groups`. Of a single field that is one list; '' is the group of records that lack the field. */
function oneOf(by: readonly Field[], groups: readonly (readonly string[])[]): Filter | undefined {
  if (by.length === 0) return undefined;
  return { op: 'or', of: groups.flatMap((labels) => allOf(...by.map((field, index) => groupFilter(field, labels[index] ?? ''))) ?? []) };
}
