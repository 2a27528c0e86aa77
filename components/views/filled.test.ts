import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import type { View } from '@/lib/model/dashboard';
import type { Query, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { askedFigure, partFor, PanelFault } from '@/components/views/filled';
import { shownFigures } from '@/components/views/shown';

const frame = { range: { from: millis(0), to: millis(120_000) }, step: millis(60_000) };
const base = { executed: '', partial: false };
const spec: TableSpec = {
  kind: 'table',
  source: { signal: 'spans' },
  measures: [{ fn: 'count' }, { fn: 'quantile', of: record('duration'), q: 0.95 }],
  by: [record('httpRoute')],
  limit: 10,
  orderBy: 0,
};
const answer: Answer = {
  ...base,
  kind: 'table',
  table: {
    columns: [],
    rows: [
      ['/b', 4, 0.25],
      ['', 9, null],
    ],
  },
};
const view: View = {
  kind: 'table',
  labels: ['Route'],
  columns: [
    { name: 'Requests', unit: 'count', draw: 'bar', thresholds: [] },
    { name: 'p95', unit: 'nanoseconds', draw: 'text', thresholds: [] },
  ],
};
const panel = (how: View) => ({
  id: 'p',
  title: 'Routes',
  note: '',
  at: { x: 0, y: 0, w: 6, h: 7 },
  ask: { kind: 'spec' as const, spec },
  view: how,
  empty: '',
});

describe('figures in another unit than the view’s', () => {
  const part = partFor({ query: { spec, frame }, answer }, 'main', view, 'seconds');

  it('are converted where they have one, and known as they were', () => {
    expect(part.answer.kind === 'table' && part.answer.table.rows).toEqual([
      ['/b', 4, 250_000_000],
      ['', 9, null],
    ]);
    expect(askedFigure(part, 1, 250_000_000)).toBe(0.25);
  });

  it('are shown as they are drawn, in the order that was chosen', () => {
    const shown = shownFigures(panel(view), new Map([['main', part]]), millis(120_000), 'none', {
      of: 'figure',
      index: 0,
      descending: true,
    });
    expect(shown).toEqual({
      columns: [
        { name: 'Route', unit: 'text' },
        { name: 'Requests', unit: 'count' },
        { name: 'p95', unit: 'nanoseconds' },
      ],
      rows: [
        ['', 9, null],
        ['/b', 4, 250_000_000],
      ],
    });
  });
});

describe('typed SQL', () => {
  const query: Query = { spec: { kind: 'native', language: 'sql', text: 'SELECT', limit: 10 }, frame };
  const typed: Answer = {
    ...base,
    kind: 'native',
    table: {
      columns: [
        { name: 'time', type: 'time' },
        { name: 'n', type: 'number' },
      ],
      rows: [['1970-01-01 00:01:00', 5]],
    },
  };
  const chart: View = { kind: 'timeseries', mark: 'line', stacked: false, scale: 'linear', names: [], unit: 'count', thresholds: [] };

  it('is a chart with its columns as names', () => {
    const part = partFor({ query, answer: typed }, 'main', chart, undefined);
    expect(shownFigures(panel(chart), new Map([['main', part]]), millis(999_999), 'none', undefined)).toEqual({
      columns: [
        { name: 'Time', unit: 'time' },
        { name: 'n', unit: 'count' },
      ],
      rows: [
        [0, null],
        [60_000, 5],
      ],
    });
  });

  it('says what does not fit', () => {
    expect(() => partFor({ query, answer: typed }, 'main', { kind: 'heatmap', unit: 'none' }, undefined)).toThrow(PanelFault);
    expect(() => partFor({ query: { spec, frame }, answer }, 'main', chart, undefined)).toThrow('This view draws figures over time');
  });
});
