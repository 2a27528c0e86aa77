import type { MetricType } from '@/lib/model/metric';

/** What the types of metric are called on the page, in the order in which they are offered. */
export const TYPE_NAMES: Readonly<Record<MetricType, string>> = {
  gauge: 'gauge',
  counter: 'counter',
  upDownCounter: 'up-down counter',
  histogram: 'histogram',
  exponentialHistogram: 'exp. histogram',
  summary: 'summary',
};

/** Every type, in that order. */
export const METRIC_TYPES = Object.keys(TYPE_NAMES) as MetricType[];
