import { describe, expect, it } from 'vitest';
import type { Unit } from '@/lib/base/units';
import type { MetricType } from '@/lib/model/metric';
import type { Measure } from '@/lib/model/query';
import { unitOfMetric } from '@/lib/query/metric-unit';

describe('unitOfMetric', () => {
  it.each<[unit: string, fn: Measure['fn'], type: MetricType | undefined, expected: Unit]>([
    ['s', 'quantile', 'histogram', 'seconds'],
    ['ms', 'avg', 'gauge', 'milliseconds'],
    ['us', 'avg', 'gauge', 'microseconds'],
    ['ns', 'max', 'histogram', 'nanoseconds'],
    ['By', 'last', 'gauge', 'bytes'],
    ['By', 'rate', 'counter', 'bytesPerSecond'],
    ['By', 'increase', 'counter', 'bytes'],
    ['By/s', 'avg', 'gauge', 'bytesPerSecond'],
    ['1', 'avg', 'gauge', 'ratio'],
    ['1', 'rate', 'counter', 'perSecond'],
    ['1', 'increase', 'counter', 'count'],
    ['1', 'last', 'upDownCounter', 'count'],
    ['1', 'quantile', 'histogram', 'ratio'],
    ['%', 'avg', 'gauge', 'percent'],
    ['{stream}', 'rate', 'counter', 'perSecond'],
    ['{stream}', 'increase', 'counter', 'count'],
    ['{stream}', 'last', 'upDownCounter', 'count'],
    ['{stream}/s', 'avg', 'gauge', 'perSecond'],
    ['USD', 'increase', 'counter', 'usd'],
    ['{USD}', 'sum', 'histogram', 'usd'],
    // dollars per second have no way of being written
    ['USD', 'rate', 'counter', 'none'],
    // CPU seconds per second: how much of one CPU
    ['s', 'rate', 'counter', 'ratio'],
    // of a histogram the observations are counted, whatever they measure
    ['s', 'rate', 'histogram', 'perSecond'],
    ['s', 'count', 'histogram', 'count'],
    ['By', 'sum', 'histogram', 'bytes'],
    ['', 'avg', 'gauge', 'none'],
    ['', 'rate', 'counter', 'perSecond'],
    ['', 'increase', 'counter', 'count'],
    ['Cel', 'avg', 'gauge', 'none'],
    ['constructor', 'avg', 'gauge', 'none'],
    ['{stream}', 'ratio', 'counter', 'ratio'],
    // without the type: a counter by what it is asked for
    ['By', 'rate', undefined, 'bytesPerSecond'],
    ['1', 'avg', undefined, 'ratio'],
  ])('%s %s of a %s → %s', (unit, fn, type, expected) => expect(unitOfMetric(unit, fn, type)).toBe(expected));
});
