import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';

import type { Filter } from '@/lib/model/filter';
import type { SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { bind, bindFilter } from '@/lib/query/bind';

const tenant = record('tenant');
const variable = { variable: 'tenant' };
const error: Filter = { op: 'eq', field: record('error'), value: true };

describe('bindFilter', () => {
  const cases: [string, Filter, Record<string, (string | number)[]>, Filter | undefined][] = [
    ['one value', { op: 'eq', field: tenant, value: variable }, { tenant: ['a'] }, { op: 'eq', field: tenant, value: 'a' }],
    ['several', { op: 'eq', field: tenant, value: variable }, { tenant: ['a', 'b'] }, { op: 'in', field: tenant, values: ['a', 'b'] }],
    ['none', { op: 'eq', field: tenant, value: variable }, {}, undefined],
    ['an empty list', { op: 'ne', field: tenant, value: variable }, { tenant: [] }, undefined],
    [
      'several, denied',
      { op: 'ne', field: tenant, value: variable },
      { tenant: ['a', 'b'] },
      { op: 'not', of: { op: 'in', field: tenant, values: ['a', 'b'] } },
    ],
    ['in a list', { op: 'in', field: tenant, values: ['x', variable] }, { tenant: ['a', 'b'] }, { op: 'in', field: tenant, values: ['x', 'a', 'b'] }],
    ['an unset list', { op: 'in', field: tenant, values: [variable] }, {}, undefined],
    ['a list written empty', { op: 'in', field: tenant, values: [] }, {}, { op: 'in', field: tenant, values: [] }],
    ['inside and', { op: 'and', of: [error, { op: 'in', field: tenant, values: [variable] }] }, {}, error],
    ['inside not', { op: 'not', of: { op: 'eq', field: tenant, value: variable } }, {}, undefined],
    ['all gone', { op: 'or', of: [{ op: 'eq', field: tenant, value: variable }] }, {}, undefined],
    [
      'contains several',
      { op: 'contains', field: tenant, value: variable },
      { tenant: ['a', 'b'] },
      { op: 'or', of: [{ op: 'contains', field: tenant, value: 'a' }, { op: 'contains', field: tenant, value: 'b' }] },
    ],
  ]; // prettier-ignore
  it.each(cases)('%s', (_, filter, choices, expected) => {
    expect(bindFilter(filter, choices)).toEqual(expected);
  });
});

it('binds metric names and ratio measures, and leaves the spec alone', () => {
  const spec: SeriesSpec = {
    kind: 'series',
    source: { signal: 'metrics', metric: { variable: 'metric' } },
    where: { op: 'eq', field: tenant, value: variable },
    measures: [{ fn: 'ratio', where: { op: 'eq', field: tenant, value: variable } }],
    by: [],
    limit: 5,
  };
  const frame = { range: { from: millis(0), to: millis(60_000) }, step: millis(1_000) };
  const before = structuredClone(spec);
  expect(bind(spec, { metric: ['queue.size'], tenant: ['a'] }, frame).spec).toMatchObject({
    source: { metric: 'queue.size' },
    where: { op: 'eq', value: 'a' },
    measures: [{ where: { op: 'eq', value: 'a' } }],
  });
  const unset = bind(spec, {}, frame).spec;
  expect(unset.source).toEqual({ signal: 'metrics', metric: '' });
  expect('where' in unset).toBe(false);
  expect(unset.measures).toEqual([{ fn: 'ratio', where: { op: 'and', of: [] } }]);
  expect(spec).toEqual(before);
});
