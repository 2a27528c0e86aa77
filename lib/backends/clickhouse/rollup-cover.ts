/** Which roll-up answers a query, if one does. */
import { isDeepStrictEqual } from 'node:util';
import { rollupColumns, viewOf } from '@/lib/backends/clickhouse/ddl-rollups';
import { ROLLUPS, SUMMED, type Rollup } from '@/lib/backends/clickhouse/rollup-list';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import type { RecordField } from '@/lib/model/record-field';

type Figures = Query<SeriesSpec | TableSpec>;

/** A roll-up with the part of a query's range that it has whole buckets for. */
interface Part {
  readonly rollup: Rollup;
  readonly whole: TimeRange;
}

/**
 * A roll-up that answers a query: its rows for `whole`, the spans themselves for what the range has before and after that. `middle`: the
 * coarser one that is filled from it, whose fewer rows stand for those of its own whole buckets.
 */
export interface Cover extends Part {
  readonly middle?: Part;
}

/** The roll-ups that the database has, each with the view that fills it. */
export function presentRollups(layout: Layout): Rollup[] {
  return ROLLUPS.filter((rollup) => {
    const columns = layout.tables.get(rollup.table);
    return columns !== undefined && layout.tables.has(viewOf(rollup)) && rollupColumns(rollup, layout).every((name) => columns.has(name));
  });
}

/** The one of `rollups` that answers `query` with the least reading; undefined where only the spans can. */
export function coverOf(query: Figures, rollups: readonly Rollup[]): Cover | undefined {
  const { source } = query.spec;
  if (source.signal !== 'spans') return undefined;
  const covers = rollups
    .filter((rollup) => answers(rollup, query))
    .map((rollup) => ({ rollup, whole: wholeBuckets(rollup, query.frame.range) }));
  const [most] = covers
    .filter(({ rollup, whole }) => length(whole) > 0 && length(query.frame.range) >= rollup.least)
    .sort(
      // of those that cover as much, the first stays the first
      (one, other) => length(other.whole) - length(one.whole),
    );
  const middle = most && covers.find(({ rollup, whole }) => rollup.of === most.rollup.table && length(whole) > 0);
  return most && { ...most, ...(middle ? { middle } : {}) };
}

function length({ from, to }: TimeRange): number {
  return to - from;
}

function wholeBuckets({ bucket }: Rollup, { from, to }: TimeRange): TimeRange {
  const rounded = (at: Millis, round: (value: number) => number) => millis(round(at / bucket) * bucket);
  return { from: rounded(from, Math.ceil), to: rounded(to, Math.floor) };
}

function answers(rollup: Rollup, { spec, frame }: Figures): boolean {
  if (spec.kind === 'series' && (frame.step % rollup.bucket !== 0 || (frame.over ?? 0) % rollup.bucket !== 0)) return false;
  const about = { rollup, where: spec.where };
  return (
    (spec.where === undefined || decides(about, spec.where)) &&
    spec.by.every((field) => isKept(about, field)) &&
    spec.measures.every((measure) => isAnswered(about, measure))
  );
}

/** A roll-up that is asked about the spans that are `where`. */
interface About {
  readonly rollup: Rollup;
  readonly where: Filter | undefined;
}

/** Whether a row tells if its spans pass `filter`. */
function decides(about: About, filter: Filter): boolean {
  return filterFields(filter, about.rollup.told)?.every((field) => isKept(about, field)) === true;
}

/** Dimensions, and what follows from one. */
function isKept({ rollup, where }: About, field: Field): boolean {
  if (rollup.partial.some((each) => isDeepStrictEqual(each.field, field) && says(where, each.of))) return true;
  if (field.in === 'attributes') return rollup.labels.includes(field.key);
  if (field.in !== 'record') return false;
  const from: RecordField = field.name === 'error' ? 'status' : field.name === 'httpStatusClass' ? 'httpStatus' : field.name;
  return rollup.dimensions.includes(from);
}

/** Whether `filter` says, among other things, that spans are `of`. */
function says(filter: Filter | undefined, of: Filter): boolean {
  if (filter === undefined) return false;
  if (isDeepStrictEqual(filter, of)) return true;
  if (of.op === 'or') return of.of.some((each) => says(filter, each));
  return filter.op === 'and' && filter.of.some((each) => says(each, of));
}

/** Every field whose value the filter looks at; undefined where it looks at more than fields. Whether one of `told` is there needs none. */
export function filterFields(filter: Filter, told: readonly RecordField[]): Field[] | undefined {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const fields = filter.of.map((each) => filterFields(each, told));
      return fields.every((found) => found !== undefined) ? fields.flat() : undefined;
    }
    case 'not':
      return filterFields(filter.of, told);
    case 'search':
      return undefined;
    case 'exists':
      return told.some((name) => isRecord(filter.field, name)) ? [] : [filter.field];
    default:
      return [filter.field];
  }
}

function isAnswered(about: About, measure: Measure): boolean {
  const { rollup } = about;
  switch (measure.fn) {
    case 'count':
    case 'rate':
      return true;
    case 'ratio':
      return decides(about, measure.where);
    case 'sum':
      return [...SUMMED, 'duration' as const].some((name) => isRecord(measure.of, name));
    case 'avg':
    case 'min':
    case 'max':
    case 'apdex':
      return isRecord(measure.of, 'duration');
    case 'quantile':
    case 'distribution':
      return isRecord(measure.of, 'duration') || (measure.of.in === 'attributes' && rollup.measured.includes(measure.of.key));
    case 'distinct':
      return isKept(about, measure.of) || (measure.of.in === 'record' && rollup.counted.includes(measure.of.name));
    case 'last':
    case 'increase':
      return false;
  }
}

function isRecord(field: Field, name: RecordField): boolean {
  return field.in === 'record' && field.name === name;
}
