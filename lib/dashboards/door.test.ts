import { describe, expect, it } from 'vitest';
import { doorFilter } from '@/lib/dashboards/door';

import type { Filter } from '@/lib/model/filter';
import type { SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const entry: Filter = { op: 'eq', field: record('entry'), value: true };
const error: Filter = { op: 'eq', field: record('error'), value: true };
const duration = record('duration');
const spec: SeriesSpec = {
  kind: 'series',
  source: { signal: 'spans' },
  where: entry,
  measures: [
    { fn: 'count' },
    { fn: 'ratio', where: error },
    { fn: 'quantile', of: duration, q: 0.95 },
    { fn: 'distribution', of: duration },
  ],
  by: [record('tenant')],
  limit: 10,
};

describe('doorFilter', () => {
  it.each([
    ['all', {}, entry],
    ['a group', { labels: ['acme'] }, { op: 'and', of: [entry, { op: 'eq', field: record('tenant'), value: 'acme' }] }],
    [
      'the group without a value',
      { labels: [''] },
      { op: 'and', of: [entry, { op: 'not', of: { op: 'exists', field: record('tenant') } }] },
    ],
    ['a count', { measure: 0, value: 12 }, entry],
    ['a share', { measure: 1, value: 0.02 }, { op: 'and', of: [entry, error] }],
    ['a percentile', { measure: 2, value: 438_219_004.5 }, { op: 'and', of: [entry, { op: 'gte', field: duration, value: 438_000_000 }] }],
    ['a percentile in a gap', { measure: 2, value: null }, entry],
    [
      'a cell',
      { measure: 3, between: { low: 10_000, high: 20_000 } },
      { op: 'and', of: [entry, { op: 'gt', field: duration, value: 10_000 }, { op: 'lte', field: duration, value: 20_000 }] },
    ],
  ])('%s', (_name, at, expected) => expect(doorFilter(spec, at)).toEqual(expected));

  it('writes one flat list, and the group instead of the chosen ones it is from', () => {
    const where: Filter = {
      op: 'and',
      of: [entry, { op: 'and', of: [error, { op: 'in', field: record('tenant'), values: ['acme', 'globex'] }] }],
    };
    expect(doorFilter({ ...spec, where }, { labels: ['acme'] })).toEqual({
      op: 'and',
      of: [entry, error, { op: 'eq', field: record('tenant'), value: 'acme' }],
    });
  });

  it('reads labels of booleans and numbers as what they are', () => {
    const by = [record('error'), record('httpStatus')];
    expect(doorFilter({ ...spec, by }, { labels: ['false', '502'] })).toEqual({
      op: 'and',
      of: [entry, { op: 'eq', field: record('error'), value: false }, { op: 'eq', field: record('httpStatus'), value: 502 }],
    });
  });
});
