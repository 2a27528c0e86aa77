import { describe, expect, it } from 'vitest';
import type { MetricType } from '@/lib/model/metric';
import { naturalMeasures } from '@/lib/query/natural-measure';

describe('naturalMeasures', () => {
  it.each<[MetricType, string[]]>([
    ['gauge', ['avg', 'last', 'min', 'max', 'quantile 0.5', 'quantile 0.95', 'distribution']],
    ['counter', ['rate', 'increase']],
    ['upDownCounter', ['last', 'avg', 'min', 'max']],
    ['histogram', ['quantile 0.95', 'quantile 0.5', 'quantile 0.9', 'quantile 0.99', 'avg', 'min', 'max', 'rate', 'count', 'sum', 'distribution']], // prettier-ignore
    ['exponentialHistogram', ['quantile 0.95', 'quantile 0.5', 'quantile 0.9', 'quantile 0.99', 'avg', 'min', 'max', 'rate', 'count', 'sum', 'distribution']], // prettier-ignore
    ['summary', ['avg', 'rate', 'count', 'sum']],
  ])('%s', (type, expected) => {
    expect(naturalMeasures(type).map((measure) => (measure.fn === 'quantile' ? `quantile ${measure.q}` : measure.fn))).toEqual(expected);
  });
});
