/** Which questions on metrics the hours of their series answer. */
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import type { Fields } from '@/lib/backends/clickhouse/fields';
import { BUCKET, LEAST, type RolledUp } from '@/lib/backends/clickhouse/metric-rollup-hours';
import type { MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import { HOUR, millis } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { Measure, Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import { CARRIERS } from '@/lib/model/semantics';
import { fieldsOf } from '@/lib/query/filter-fields';

/** From this length on the hours are always read, and below it, where the points are that many: fewer are read sooner than the longer statement is planned. */
const ALWAYS = millis(48 * HOUR);
const MANY = 50_000;

/** The type of metric whose hours answer `query`; undefined where the points must. */
export function hoursFor({ spec, frame }: Query<SeriesSpec | TableSpec>, kind: MetricKind, fields: Fields): RolledUp | undefined {
  const type = (['gauge', 'sum', 'histogram', 'exponentialHistogram'] as const).find((each) => METRIC_TABLES[each] === kind.table);
  if (!type || !fields.has('Series')) return undefined;
  const { range, step, over = step } = frame;
  const length = range.to - range.from;
  const points = (kind.pointsPerHour * length) / HOUR;
  if (length < LEAST || (length < ALWAYS && points < MANY)) return undefined;
  if (spec.kind === 'series' && (step % BUCKET !== 0 || over % BUCKET !== 0)) return undefined;
  const looked = [...spec.by, ...(spec.where ? fieldsOf(spec.where) : [])];
  return looked.every(isOfSeries) && spec.measures.every((measure) => isTold(measure, kind)) ? type : undefined;
}

/** Whether all points of a series have the same. */
function isOfSeries(field: Field): boolean {
  if (field.in !== 'record') return field.in !== 'scope';
  return field.name in CARRIERS;
}

function isTold(measure: Measure, { behaviour }: MetricKind): boolean {
  // all that can be asked of a histogram is worked out from its buckets, count, sum and extremes
  if ((behaviour === 'histogram' || behaviour === 'exponentialHistogram') && measure.fn !== 'ratio') return true;
  switch (measure.fn) {
    case 'count':
    case 'rate':
      return true;
    case 'ratio':
      return fieldsOf(measure.where).every(isOfSeries);
    case 'increase':
    case 'sum':
    case 'avg':
      return isValue(measure.of);
    case 'min':
    case 'max':
    case 'last':
      return behaviour === 'gauge' && isValue(measure.of);
    case 'distinct':
      return isOfSeries(measure.of);
    case 'quantile':
    case 'apdex':
    case 'distribution':
      return false;
  }
}

function isValue(field: Field): boolean {
  return field.in === 'record' && field.name === 'value';
}
