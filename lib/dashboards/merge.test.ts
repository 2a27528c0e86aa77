import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { answerFor, mergeQueries } from '@/lib/dashboards/merge';
import type { Answer } from '@/lib/model/answer';

import type { Measure, Query, SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const frame = { range: { from: millis(0), to: millis(100) }, step: millis(10) };
const series = (measures: Measure[], over: Partial<SeriesSpec> = {}): Query => ({
  spec: { kind: 'series', source: { signal: 'spans' }, measures, by: [], limit: 1, ...over },
  frame,
});
const rate: Measure = { fn: 'rate' };
const count: Measure = { fn: 'count' };
const most: Measure = { fn: 'max', of: record('duration') };
const cells: Measure = { fn: 'distribution', of: record('duration') };

describe('mergeQueries', () => {
  it('asks figures of the same records and frame as one', () => {
    const merged = mergeQueries([series([rate]), series([count, most]), series([rate], { where: { op: 'search', text: 'x' } })]);
    expect(
      merged.map(({ query, members }) => [query.spec.kind === 'series' && query.spec.measures, members.map(({ index }) => index)]),
    ).toEqual([
      [
        [rate, count, most],
        [0, 1],
      ],
      [[rate], [2]],
    ]);
  });

  it('leaves alone what has groups, cells, another frame or another shape', () => {
    const queries: Query[] = [
      series([rate], { by: [record('service')] }),
      series([count], { by: [record('service')] }),
      series([cells]),
      series([rate]),
      { ...series([count]), frame: { ...frame, step: millis(20) } },
      { spec: { kind: 'native', language: 'sql', text: 'SELECT 1', limit: 1 }, frame },
    ];
    expect(mergeQueries(queries).map(({ query }) => query)).toEqual(queries);
  });

  it('starts another question where one would have too many measures', () => {
    const many = (size: number) => series(Array.from({ length: size }, () => rate));
    const sizes = mergeQueries([many(7), many(7), many(5)]).map(({ query }) => query.spec.kind === 'series' && query.spec.measures.length);
    expect(sizes).toEqual([7, 12]);
  });
});

describe('answerFor', () => {
  const [merged] = mergeQueries([series([rate]), series([count, most])]);
  const of = (answer: Answer, index: number) => merged && answerFor(answer, merged, index);
  const base = { executed: 'SELECT', partial: false };

  it('gives each query its own series, numbered from zero', () => {
    const answer: Answer = {
      ...base,
      kind: 'series',
      series: [0, 1, 2].map((measure) => ({ measure, labels: [], points: [[millis(0), measure * 10]] })),
    };
    expect(of(answer, 0)).toEqual({ ...base, kind: 'series', series: [{ measure: 0, labels: [], points: [[0, 0]] }] });
    expect(of(answer, 1)).toEqual({
      ...base,
      kind: 'series',
      series: [
        { measure: 0, labels: [], points: [[0, 10]] },
        { measure: 1, labels: [], points: [[0, 20]] },
      ],
    });
  });

  it('gives each query its own columns', () => {
    const columns = ['a', 'b', 'c'].map((name) => ({ name, type: 'number' as const }));
    const answer: Answer = { ...base, kind: 'table', table: { columns, rows: [[1, 2, 3]] } };
    expect(of(answer, 1)).toEqual({ ...base, kind: 'table', table: { columns: columns.slice(1), rows: [[2, 3]] } });
  });
});
