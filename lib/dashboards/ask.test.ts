import { describe, expect, it } from 'vitest';
import { followsWindow, overWhole, trendColumns, trendSpec } from '@/lib/dashboards/ask';
import type { Ask } from '@/lib/model/dashboard';
import type { SeriesSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const spec: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'rate' }], by: [], limit: 1 };
const table: TableSpec = {
  kind: 'table',
  source: { signal: 'spans' },
  where: { op: 'exists', field: record('tenant') },
  measures: [{ fn: 'count' }, { fn: 'rate' }],
  by: [record('tenant')],
  limit: 20,
  orderBy: 0,
};
const native = (text: string): Ask & { kind: 'spec' } => ({ kind: 'spec', spec: { kind: 'native', language: 'sql', text, limit: 10 } });

it('asks a statistic over the whole window at once', () => {
  expect(overWhole({ kind: 'spec', spec })).toEqual({ kind: 'spec', spec: { ...spec, kind: 'table', orderBy: 0 } });
});

it('compares typed SQL only where it reads the bounds of the window', () => {
  expect(followsWindow({ kind: 'spec', spec })).toBe(true);
  expect(followsWindow(native('SELECT 1'))).toBe(false);
  expect(followsWindow(native('SELECT count() FROM otel_traces WHERE Timestamp >= {from:DateTime64(9)}'))).toBe(true);
});

describe('the lines of a table', () => {
  it('are asked for the columns that draw them', () => {
    const column = { name: '', unit: 'count' as const, thresholds: [] };
    expect(
      trendColumns({
        kind: 'table',
        labels: [],
        columns: [
          { ...column, draw: 'bar' },
          { ...column, draw: 'trend' },
        ],
      }),
    ).toEqual([1]);
    expect(trendColumns({ kind: 'pie', unit: 'count' })).toEqual([]);
  });

  it('name the groups only where there are more than are shown', () => {
    expect(trendSpec(table, [1], [['a'], ['b']], true)).toEqual({
      kind: 'series',
      source: { signal: 'spans' },
      where: table.where,
      by: table.by,
      measures: [{ fn: 'rate' }],
      limit: 2,
    });
    expect(trendSpec(table, [1], [['a'], ['']], false).where).toEqual({
      op: 'and',
      of: [
        table.where,
        {
          op: 'or',
          of: [
            { op: 'eq', field: record('tenant'), value: 'a' },
            { op: 'not', of: { op: 'exists', field: record('tenant') } },
          ],
        },
      ],
    });
  });

  it('are of fifty groups at most', () => {
    const labels = Array.from({ length: 60 }, (_, index) => [`t${index}`]);
    const { limit, where } = trendSpec(table, [0], labels, true);
    expect(limit).toBe(50);
    expect(where?.op === 'and' && where.of[1]?.op === 'or' && where.of[1].of.length).toBe(50);
  });
});
