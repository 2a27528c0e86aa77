import { describe, expect, it } from 'vitest';
import type { Millis } from '@/lib/base/time';
import { alternativesOf, mapSpecs, specsOf, type Alternative } from '@/lib/dashboards/ask-specs';
import type { AlertAsk } from '@/lib/model/alert';
import type { Ask } from '@/lib/model/dashboard';
import type { SeriesSpec, TableSpec } from '@/lib/model/query';

const spec: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'rate' }], by: [], limit: 1 };
const table: TableSpec = { ...spec, kind: 'table', limit: 20, orderBy: 0 };
const one: Alternative = { kind: 'spec', spec };
const pair: Alternative = { kind: 'pair', op: 'divide', left: spec, right: table };

describe('the alternatives of what is asked', () => {
  it.each<[string, Ask | AlertAsk, number]>([
    ['nothing', { kind: 'nothing' }, 0],
    ['a rule in SQL', { kind: 'sql', text: 'SELECT 1' }, 0],
    ['one question', one, 1],
    ['two put together', pair, 1],
    ['one after another', { kind: 'first', of: [one, pair] }, 2],
    ['what is new', { kind: 'new', spec: table, lookback: 5 as Millis }, 1],
  ])('%s', (_name, ask, count) => expect(alternativesOf(ask)).toHaveLength(count));

  it('have a spec, or a left and a right one', () => {
    expect(specsOf(one)).toEqual([spec]);
    expect(specsOf(pair)).toEqual([spec, table]);
  });
});

it('changes every spec of an ask', () => {
  const twice = <S extends { limit: number }>(one: S): S => ({ ...one, limit: one.limit * 2 });
  expect(mapSpecs({ kind: 'first', of: [{ kind: 'spec', spec, unit: 'seconds' }, pair] }, twice)).toEqual({
    kind: 'first',
    of: [
      { kind: 'spec', spec: { ...spec, limit: 2 }, unit: 'seconds' },
      { kind: 'pair', op: 'divide', left: { ...spec, limit: 2 }, right: { ...table, limit: 40 } },
    ],
  });
  expect(mapSpecs({ kind: 'new', spec: table, lookback: 5 as Millis }, twice)).toMatchObject({ spec: { limit: 40 }, lookback: 5 });
  expect(mapSpecs({ kind: 'nothing' }, twice)).toEqual({ kind: 'nothing' });
});
