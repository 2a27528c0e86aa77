/** Which questions on logs and exceptions their hours answer. */
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { RECORD_HOURS, type RecordHours } from '@/lib/backends/clickhouse/record-hours';
import { filterFields } from '@/lib/backends/clickhouse/rollup-cover';
import { DAY, HOUR } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { Measure, Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import type { RecordField } from '@/lib/model/record-field';

/** The shortest range that they are read for: the records of a shorter one are few, and read sooner than the longer statement is planned. */
const LEAST = 3 * DAY;

/** What answers a question: the hours, and those of their keys that it looks at. */
export interface RecordHoursCover {
  readonly hours: RecordHours;
  readonly keys: readonly string[];
}

/** The hours that answer `query`; undefined where the records must. */
export function recordHoursFor({ spec, frame }: Query<SeriesSpec | TableSpec>, layout: Layout): RecordHoursCover | undefined {
  const { signal } = spec.source;
  const hours = signal === 'exceptions' || signal === 'logs' ? RECORD_HOURS[signal] : undefined;
  if (!hours || ![...hours.keys.values()].every((column) => hasColumn(layout, hours.table, column))) return undefined;
  const { range, step, over = step } = frame;
  if (range.to - range.from < LEAST) return undefined;
  if (spec.kind === 'series' && (step % HOUR !== 0 || over !== step)) return undefined;
  const filters = [spec.where, ...spec.measures.map((measure) => (measure.fn === 'ratio' ? measure.where : undefined))];
  const looked = filters.map((filter) => (filter === undefined ? [] : filterFields(filter, [])));
  const told = spec.measures.map((measure) => askedOf(measure, hours));
  const fields = [spec.by, ...looked, ...told].map((each) => each?.map((field) => keyOf(field, hours)));
  const keys = fields.flatMap((each) => each ?? [undefined]);
  return keys.every((key) => key !== undefined) ? { hours, keys: [...new Set(keys)] } : undefined;
}

function keyOf(field: Field, { keys }: RecordHours): string | undefined {
  return field.in === 'record' ? keys.get(field.name) : undefined;
}

/** Fields that a measure needs as keys, beside those of its condition; undefined where the hours cannot tell it. */
function askedOf(measure: Measure, { counted }: RecordHours): readonly Field[] | undefined {
  switch (measure.fn) {
    case 'count':
    case 'rate':
    case 'ratio':
      return [];
    case 'distinct':
      return counted.some((name) => isRecord(measure.of, name)) ? [] : [measure.of];
    case 'min':
    case 'max':
      return isRecord(measure.of, 'time') ? [] : undefined;
    default:
      return undefined;
  }
}

function isRecord(field: Field, name: RecordField): boolean {
  return field.in === 'record' && field.name === name;
}
