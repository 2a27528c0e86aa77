/** Measures as people choose them: which make sense for a source, of which field, and in which unit they come. */
import type { Unit } from '@/lib/base/units';
import type { Field } from '@/lib/model/field';
import type { MetricSummary } from '@/lib/model/metric';
import type { Measure, Source } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { unitOfMetric } from '@/lib/query/metric-unit';
import { naturalMeasures } from '@/lib/query/natural-measure';

export type Fn = Measure['fn'];

/** What each measure is called. */
export const MEASURE_NAMES: Readonly<Record<Fn, string>> = {
  count: 'Count',
  rate: 'Per second',
  ratio: 'Share of records',
  quantile: 'Percentile',
  avg: 'Average',
  sum: 'Sum',
  min: 'Smallest',
  max: 'Largest',
  last: 'Newest value',
  distinct: 'Different values',
  increase: 'Increase',
  apdex: 'Apdex',
  distribution: 'Distribution',
};

/** Percentiles that are a click away. */
export const PERCENTILES = [0.5, 0.9, 0.95, 0.99] as const;

const RECORDS: readonly Fn[] = ['count', 'rate', 'ratio', 'distinct', 'quantile', 'avg', 'sum', 'min', 'max', 'apdex', 'distribution'];

/** The measures that make sense for `source`, the likeliest first. `metric`: what is known of the metric that it names. */
export function measuresFor(source: Source, metric: MetricSummary | undefined): readonly Fn[] {
  if (source.signal !== 'metrics') return RECORDS;
  if (!metric) return ['avg', 'last', 'rate', 'increase', 'quantile', 'count', 'sum', 'min', 'max', 'distribution'];
  return [...new Set(naturalMeasures(metric.type).map(({ fn }) => fn))];
}

/** What to measure when nothing was chosen yet. */
export function firstMeasure(source: Source, metric: MetricSummary | undefined): Measure {
  const natural = source.signal === 'metrics' && metric ? naturalMeasures(metric.type)[0] : undefined;
  return natural ?? measureOf(source.signal === 'metrics' ? 'avg' : 'rate', source);
}

/** The field that a measure is of, where it is of one. */
export function fieldOf(measure: Measure): Field | undefined {
  return 'of' in measure ? measure.of : undefined;
}

/** The measure `fn` over `source`, of the field that `before` was of where it suits. */
export function measureOf(fn: Fn, source: Source, before?: Measure): Measure {
  const usual = source.signal === 'metrics' ? record('value') : source.signal === 'spans' ? record('duration') : undefined;
  const kept = before && before.fn !== 'distinct' ? fieldOf(before) : undefined;
  const of = kept ?? usual ?? { in: 'attributes', key: 'value' };
  switch (fn) {
    case 'count':
    case 'rate':
      return { fn };
    case 'ratio':
      return { fn, where: before?.fn === 'ratio' ? before.where : { op: 'eq', field: record('error'), value: true } };
    case 'distinct':
      return { fn, of: before?.fn === 'distinct' ? before.of : record('tenant') };
    case 'quantile':
      return { fn, of, q: before?.fn === 'quantile' ? before.q : 0.95 };
    case 'apdex':
      // half a second, in the nanoseconds that durations are in
      return { fn, of, threshold: before?.fn === 'apdex' ? before.threshold : 500_000_000 };
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'last':
    case 'increase':
    case 'distribution':
      return { fn, of };
  }
}

const FIELD_UNITS: Readonly<Partial<Record<string, Unit>>> = {
  duration: 'nanoseconds',
  inputTokens: 'count',
  outputTokens: 'count',
  cost: 'usd',
  time: 'instant',
};

/** Ends of keys whose values come in a unit, as the semantic conventions and habit have it. */
const KEY_UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/(^|[._])(bytes|size)$/, 'bytes'],
  [/(^|[._])(ms|milliseconds|duration_ms)$/, 'milliseconds'],
  [/(^|[._])(s|seconds)$/, 'seconds'],
  [/(^|[._])(count|tokens)$/, 'count'],
  [/(^|[._])(ratio|share)$/, 'ratio'],
];

function unitOfField(field: Field): Unit {
  if (field.in === 'record') return FIELD_UNITS[field.name] ?? 'none';
  return KEY_UNITS.find(([end]) => end.test(field.key))?.[1] ?? 'none';
}

/** The unit that the figures of `measure` come in. */
export function unitOfMeasure(measure: Measure, source: Source, metric: MetricSummary | undefined): Unit {
  if (source.signal === 'metrics') return unitOfMetric(metric?.unit ?? '', measure.fn, metric?.type);
  switch (measure.fn) {
    case 'count':
    case 'distinct':
    case 'increase':
      return 'count';
    case 'rate':
      return 'perSecond';
    case 'ratio':
      return 'ratio';
    case 'apdex':
      return 'score';
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'last':
    case 'quantile':
    case 'distribution':
      return unitOfField(measure.of);
  }
}

/** What the figures of `measure` are called: p95, Share of records … */
export function nameOfMeasure(measure: Measure): string {
  return measure.fn === 'quantile' ? `p${Number((measure.q * 100).toFixed(3))}` : MEASURE_NAMES[measure.fn];
}
