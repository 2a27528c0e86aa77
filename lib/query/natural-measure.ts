/** What a metric is asked for: the measures that make sense for its type. */
import type { MetricType } from '@/lib/model/metric';
import type { Measure } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const of = record('value');
const quantile = (q: number): Measure => ({ fn: 'quantile', of, q });
const DISTRIBUTION: Measure = { fn: 'distribution', of };

const OBSERVED: readonly Measure[] = [
  quantile(0.95),
  quantile(0.5),
  quantile(0.9),
  quantile(0.99),
  { fn: 'avg', of },
  { fn: 'min', of },
  { fn: 'max', of },
  { fn: 'rate' },
  { fn: 'count' },
  { fn: 'sum', of },
  DISTRIBUTION,
];

const MEASURES: Readonly<Record<MetricType, readonly Measure[]>> = {
  gauge: [{ fn: 'avg', of }, { fn: 'last', of }, { fn: 'min', of }, { fn: 'max', of }, quantile(0.5), quantile(0.95), DISTRIBUTION],
  counter: [{ fn: 'rate' }, { fn: 'increase', of }],
  // what is there right now is what people ask of a queue or a pool: all series together
  upDownCounter: [
    { fn: 'last', of },
    { fn: 'avg', of },
    { fn: 'min', of },
    { fn: 'max', of },
  ],
  histogram: OBSERVED,
  exponentialHistogram: OBSERVED,
  // its quantiles were worked out by each sender, and cannot be put together
  summary: [{ fn: 'avg', of }, { fn: 'rate' }, { fn: 'count' }, { fn: 'sum', of }],
};

/** The measures that make sense for a metric of `type`; the first is what to show when nothing else was asked for. */
export function naturalMeasures(type: MetricType): Measure[] {
  return [...MEASURES[type]];
}
