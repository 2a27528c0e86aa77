/** Every number is a door: which records are behind a figure. */
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, Spec } from '@/lib/model/query';
import { BOOLEAN_FIELDS, NUMERIC_FIELDS } from '@/lib/model/record-field';
import { allOf } from '@/lib/model/all-of';
import { fieldsOf } from '@/lib/query/filter-fields';

/** Which figure of an answer. Nothing given: all of the answer's records. */
export interface FigureAt {
  /** The group, as answered. */
  readonly labels?: readonly string[];
  /** Which measure, by index, and the figure that it had. */
  readonly measure?: number;
  readonly value?: number | null | undefined;
  /** For a distribution's cell: low < value ≤ high. */
  readonly between?: { readonly low: number; readonly high: number };
}

/** Records that a page lists, or a metric that a page shows, and the condition that holds for those of the figure. */
export type Door = { readonly where: Filter | undefined } & (
  { readonly to: 'spans' | 'logs' } | { readonly to: 'metric'; readonly metric: string }
);

/**
 * Where the figure `at` in an answer to `spec` leads. Exceptions lead to what carries them: spans, or logs where a condition is one
 * that only logs can meet. Undefined where no page has the records: typed queries, and a metric that is not chosen yet.
 */
export function doorOf(spec: Spec, at: FigureAt = {}): Door | undefined {
  if (spec.kind === 'native') return undefined;
  const { source } = spec;
  switch (source.signal) {
    case 'spans':
    case 'logs':
      return { to: source.signal, where: doorFilter(spec, at) };
    case 'exceptions':
      return carriersOf(doorFilter(spec, at));
    case 'metrics':
      // its points are shown as they are: which of them a measure singles out is seen there
      return typeof source.metric === 'string'
        ? { to: 'metric', metric: source.metric, where: doorFilter(spec, at.labels ? { labels: at.labels } : {}) }
        : undefined;
  }
}

const GROUP: Field = { in: 'record', name: 'exceptionGroup' };
const SAYS_EXCEPTION = new Set<string>(['exceptionGroup', 'exceptionType', 'exceptionMessage']);
const LOGS_ONLY = new Set<string>(['severity', 'body', 'eventName']);

/** The spans or logs that carry the exceptions for which `where` holds: only those that carry one. */
function carriersOf(where: Filter | undefined): Door {
  const named = where ? fieldsOf(where).flatMap((field) => (field.in === 'record' ? [field.name] : [])) : [];
  const hasException: Filter | undefined = named.some((name) => SAYS_EXCEPTION.has(name)) ? undefined : { op: 'exists', field: GROUP };
  return { to: named.some((name) => LOGS_ONLY.has(name)) ? 'logs' : 'spans', where: allOf(...conditions(where), hasException) };
}

/** The records that were counted for the figure `at` in an answer to `spec`; undefined when that is all of them. */
export function doorFilter(spec: Spec, at: FigureAt = {}): Filter | undefined {
  if (spec.kind === 'native') return undefined;
  if (spec.kind === 'rows') return spec.where;
  const groups = spec.by.map((field, index) => {
    const label = at.labels?.[index];
    return label === undefined ? undefined : groupFilter(field, label);
  });
  const measure = at.measure === undefined ? undefined : spec.measures[at.measure];
  const own = [...groups, measure && measureFilter(measure, at)].flatMap(conditions);
  // the group's own value says more than the list of chosen ones that it is from
  const given = conditions(spec.where).filter((filter) => !own.some((other) => narrows(other, filter)));
  return allOf(...given, ...own);
}

/** The parts of a filter that must all hold: one flat list, the way that a person would write them. */
export function conditions(filter: Filter | undefined): Filter[] {
  if (!filter) return [];
  return filter.op === 'and' ? filter.of.flatMap(conditions) : [filter];
}

/** Whether `one` fixes the field that `other` only lists values of. */
function narrows(one: Filter, other: Filter): boolean {
  return one.op === 'eq' && other.op === 'in' && JSON.stringify(one.field) === JSON.stringify(other.field);
}

/** Records of the group `label` of `field`; '' is the group of those that lack it. */
export function groupFilter(field: Field, label: string): Filter {
  if (label === '') return { op: 'not', of: { op: 'exists', field } };
  if (field.in === 'record' && BOOLEAN_FIELDS.has(field.name)) return { op: 'eq', field, value: label === 'true' };
  if (field.in === 'record' && NUMERIC_FIELDS.has(field.name)) return { op: 'eq', field, value: Number(label) };
  return { op: 'eq', field, value: label };
}

/** What a measure singles out: a share's records, a percentile's slow end, a cell's values. */
function measureFilter(measure: Measure, { value, between }: FigureAt): Filter | undefined {
  switch (measure.fn) {
    case 'ratio':
      return measure.where;
    case 'quantile':
      // rounded down, so that the record at the percentile itself is among them
      return typeof value === 'number' ? { op: 'gte', field: measure.of, value: roundDown(value) } : undefined;
    case 'distribution':
      return (
        between &&
        allOf(
          { op: 'gt', field: measure.of, value: Math.floor(between.low) },
          { op: 'lte', field: measure.of, value: Math.ceil(between.high) },
        )
      );
    default:
      return undefined;
  }
}

/** To three significant digits, towards zero: 438 219 004 is 438 000 000. */
function roundDown(value: number): number {
  if (value <= 0) return value;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return unit >= 1 ? Math.floor(value / unit) * unit : Math.floor(value * 1_000) / 1_000;
}
