import { describe, expect, it } from 'vitest';
import { doorFilter, doorOf, type FigureAt } from '@/lib/dashboards/door';

import type { Filter } from '@/lib/model/filter';
import type { RowsSpec, SeriesSpec, Source } from '@/lib/model/query';
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

describe('doorOf', () => {
  const tenant: Filter = { op: 'eq', field: record('tenant'), value: 'acme' };
  const group: Filter = { op: 'eq', field: record('exceptionGroup'), value: 'KeyError: #' };
  const carries: Filter = { op: 'exists', field: record('exceptionGroup') };
  const severe: Filter = { op: 'gte', field: record('severity'), value: 17 };
  const text: Filter = { op: 'search', text: 'timeout' };
  const count = { fn: 'count' } as const;

  it.each<[string, Source, Filter | undefined, FigureAt, object | undefined]>([
    ['spans', { signal: 'spans' }, entry, {}, { to: 'spans', where: entry }],
    ['logs', { signal: 'logs' }, severe, {}, { to: 'logs', where: severe }],
    ['a group of logs', { signal: 'logs' }, severe, { labels: ['acme'] }, { to: 'logs', where: { op: 'and', of: [severe, tenant] } }],
    ['all exceptions', { signal: 'exceptions' }, undefined, {}, { to: 'spans', where: carries }],
    [
      'of a tenant',
      { signal: 'exceptions' },
      undefined,
      { labels: ['acme'] },
      { to: 'spans', where: { op: 'and', of: [tenant, carries] } },
    ],
    ['of a group', { signal: 'exceptions' }, group, {}, { to: 'spans', where: group }],
    ['with words', { signal: 'exceptions' }, text, {}, { to: 'spans', where: { op: 'and', of: [text, carries] } }],
    ['of severe logs', { signal: 'exceptions' }, severe, {}, { to: 'logs', where: { op: 'and', of: [severe, carries] } }],
    [
      'without a tenant',
      { signal: 'exceptions' },
      undefined,
      { labels: [''] },
      { to: 'spans', where: { op: 'and', of: [{ op: 'not', of: { op: 'exists', field: record('tenant') } }, carries] } },
    ],
    ['a metric', { signal: 'metrics', metric: 'queue.size' }, undefined, { measure: 0, value: 5 }, { to: 'metric', metric: 'queue.size' }],
    [
      'a series of it',
      { signal: 'metrics', metric: 'm' },
      entry,
      { labels: ['acme'] },
      { to: 'metric', metric: 'm', where: { op: 'and', of: [entry, tenant] } },
    ],
    ['a metric that is not chosen', { signal: 'metrics', metric: { variable: 'm' } }, undefined, {}, undefined],
  ])('%s', (_name, source, where, at, expected) => {
    const asked: SeriesSpec = { kind: 'series', source, measures: [count], by: [record('tenant')], limit: 10, ...(where ? { where } : {}) };
    expect(doorOf(asked, at)).toEqual(expected);
  });

  it('has none for typed queries', () => {
    expect(doorOf({ kind: 'native', language: 'sql', text: 'SELECT 1', limit: 1 })).toBeUndefined();
  });

  it('leads from a list to the same list', () => {
    const rows: Omit<RowsSpec, 'source'> = { kind: 'rows', limit: 5, fields: [], orderBy: 'time', traceSummary: false };
    expect(doorOf({ ...rows, source: { signal: 'logs' }, where: severe })).toEqual({ to: 'logs', where: severe });
    expect(doorOf({ ...rows, source: { signal: 'exceptions' } })).toEqual({ to: 'spans', where: carries });
  });
});
