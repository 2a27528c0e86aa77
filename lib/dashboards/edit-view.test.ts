import { describe, expect, it } from 'vitest';
import { askFor, askOf, EMPTY_PANEL, panelFault, reshaped, withPair, withSource } from '@/lib/dashboards/edit-ask';
import { firstMeasure, measureOf, measuresFor, nameOfMeasure, unitOfMeasure } from '@/lib/dashboards/edit-measure';
import { mainSpec, withAsk, withLook } from '@/lib/dashboards/edit-view';
import type { Panel } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import type { Measure, SeriesSpec, Source, Spec, TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const spans: Source = { signal: 'spans' };
const p95: Measure = { fn: 'quantile', of: record('duration'), q: 0.95 };
const failed: Measure = { fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } };
const series = (over: Partial<SeriesSpec> = {}): SeriesSpec => ({
  kind: 'series',
  source: spans,
  measures: [p95],
  by: [],
  limit: 10,
  ...over,
});
const table = (over: Partial<TableSpec> = {}): TableSpec => ({ ...series(), kind: 'table', orderBy: 0, ...over });
const native: Spec = { kind: 'native', language: 'sql', text: 'SELECT 1', limit: 10 };
const asking = (spec: Spec): Panel => ({ ...EMPTY_PANEL, ask: { kind: 'spec', spec } });
const summary = (type: MetricSummary['type'], unit: string): MetricSummary => ({
  name: 'm',
  type,
  unit,
  description: '',
  services: [],
  points: 1,
  series: 1,
  lastAt: 0,
  labels: [],
});

describe('measures', () => {
  it.each<[string, Measure, Source, MetricSummary | undefined, string]>([
    ['a percentile of durations', p95, spans, undefined, 'nanoseconds'],
    ['a share', failed, spans, undefined, 'ratio'],
    ['records per second', { fn: 'rate' }, spans, undefined, 'perSecond'],
    ['different tenants', { fn: 'distinct', of: record('tenant') }, spans, undefined, 'count'],
    ['money', { fn: 'sum', of: record('cost') }, spans, undefined, 'usd'],
    ['a key that ends in its unit', { fn: 'avg', of: attribute('payload_bytes') }, spans, undefined, 'bytes'],
    ['a key that does not', { fn: 'avg', of: attribute('score') }, spans, undefined, 'none'],
    ['a histogram in seconds', { ...p95, of: record('value') }, { signal: 'metrics', metric: 'm' }, summary('histogram', 's'), 'seconds'],
    ['a counter of bytes', { fn: 'rate' }, { signal: 'metrics', metric: 'm' }, summary('counter', 'By'), 'bytesPerSecond'],
  ])('knows the unit of %s', (_name, measure, source, metric, expected) => expect(unitOfMeasure(measure, source, metric)).toBe(expected));

  it('offers a counter its rate and its increase only', () => {
    const source: Source = { signal: 'metrics', metric: 'm' };
    expect(measuresFor(source, summary('counter', '1'))).toEqual(['rate', 'increase']);
    expect(firstMeasure(source, summary('gauge', '1')).fn).toBe('avg');
  });

  it.each<[string, Measure, Measure]>([
    ['keeps the field', measureOf('avg', spans, { fn: 'max', of: attribute('size') }), { fn: 'avg', of: attribute('size') }],
    ['takes the duration', measureOf('quantile', spans, { fn: 'rate' }), p95],
    ['does not sum up tenants', measureOf('sum', spans, { fn: 'distinct', of: record('tenant') }), { fn: 'sum', of: record('duration') }],
  ])('%s when another one is chosen', (_name, got, expected) => expect(got).toEqual(expected));

  it('names percentiles', () =>
    expect([0.5, 0.95, 0.999].map((q) => nameOfMeasure({ ...p95, q } as Measure))).toEqual(['p50', 'p95', 'p99.9']));
});

describe('questions in the shape of a view', () => {
  it.each<[string, Spec, Spec]>([
    ['a chart as a table', reshaped(series({ by: [record('name')] }), 'table'), table({ by: [record('name')] })],
    ['a table as a chart', reshaped(table(), 'series'), series()],
    [
      'figures as records',
      reshaped(series(), 'rows'),
      { kind: 'rows', source: spans, limit: 20, fields: [], orderBy: 'time', traceSummary: false },
    ],
    ['SQL as itself', reshaped(native, 'table'), native],
  ])('%s', (_name, got, expected) => expect(got).toEqual(expected));

  it('asks nothing for a text, and SQL no heatmap', () => {
    expect(askFor(asking(series()).ask, 'text')).toEqual({ kind: 'nothing' });
    expect(askFor(asking(native).ask, 'heatmap')).toEqual(EMPTY_PANEL.ask);
  });

  it('keeps alternatives in order, and a pair of two', () => {
    const one = { kind: 'spec', spec: series() } as const;
    expect(askOf([one])).toEqual(one);
    expect(askOf([one, one])).toEqual({ kind: 'first', of: [one, one] });
    expect(withPair(one, 'divide')).toEqual({ kind: 'pair', op: 'divide', left: series(), right: series() });
    expect(withPair(withPair(one, 'divide'), undefined)).toEqual(one);
  });

  it('asked of another signal keep the groups that such records have, and no filter', () => {
    const before = series({
      where: { op: 'exists', field: record('httpRoute') },
      by: [record('httpRoute'), record('kind'), attribute('http.route')],
    });
    expect(withSource(before, { signal: 'logs' }, { fn: 'count' })).toEqual(
      series({ source: { signal: 'logs' }, measures: [{ fn: 'count' }], by: [record('httpRoute')] }),
    );
  });

  it('asked of another metric keep filter and groups', () => {
    const source = { signal: 'metrics', metric: 'queue.size' } as const;
    const before = series({ source, where: { op: 'exists', field: record('service') }, by: [attribute('queue')] });
    const other = { signal: 'metrics', metric: 'queue.age' } as const;
    expect(withSource(before, other, { fn: 'count' })).toEqual({ ...before, source: other, measures: [{ fn: 'count' }] });
  });

  it.each<[string, Panel, string | undefined]>([
    ['nothing is wrong', asking(series()), undefined],
    ['no metric', asking(series({ source: { signal: 'metrics', metric: '' } })), 'Choose a metric.'],
    ['no SQL', asking({ ...native, text: ' ' }), 'Write the SQL that fills the panel.'],
  ])('judges: %s', (_name, panel, expected) => expect(panelFault(panel)).toBe(expected));
});

describe('views', () => {
  it('proposes the unit of another measure, and keeps what a person set', () => {
    const before = { ...asking(series()), view: { ...EMPTY_PANEL.view, unit: 'milliseconds' } } as Panel;
    expect(withAsk(before, { kind: 'spec', spec: series({ measures: [failed] }) }, undefined).view).toMatchObject({ unit: 'ratio' });
    expect(withAsk(before, { kind: 'spec', spec: series({ by: [record('name')] }) }, undefined).view).toMatchObject({
      unit: 'milliseconds',
    });
  });

  it('draws a distribution in a heatmap only', () => {
    const heatmap = withLook(asking(series({ by: [record('name')] })), 'heatmap', undefined);
    expect(mainSpec(heatmap)).toEqual(series({ measures: [{ fn: 'distribution', of: record('duration') }] }));
    expect(mainSpec(withLook(heatmap, 'line', undefined))).toEqual(series({ measures: [{ fn: 'rate' }] }));
  });

  it('gives a table a column for each measure, and takes one away with its measure', () => {
    const drawn = withLook(asking(series({ measures: [{ fn: 'count' }, failed, p95] })), 'table', undefined);
    expect(drawn.view).toMatchObject({
      columns: [
        { name: 'Count', unit: 'count' },
        { name: 'Share of records', unit: 'ratio' },
        { name: 'p95', unit: 'nanoseconds' },
      ],
    });
    const fewer = withAsk(drawn, { kind: 'spec', spec: table({ measures: [{ fn: 'count' }, p95] }) }, undefined);
    expect(fewer.view).toMatchObject({ columns: [{ name: 'Count' }, { name: 'p95', unit: 'nanoseconds' }] });
    const more = withAsk(fewer, { kind: 'spec', spec: table({ measures: [{ fn: 'count' }, p95, failed] }) }, undefined);
    expect(more.view).toMatchObject({ columns: [{}, {}, { name: 'Share of records', unit: 'ratio', draw: 'text' }] });
  });

  it('makes a new single figure small', () => {
    expect(withLook(EMPTY_PANEL, 'stat', undefined).at).toMatchObject({ w: 2, h: 3 });
    expect(withLook({ ...EMPTY_PANEL, id: 'there' }, 'stat', undefined).at).toMatchObject({ w: 6, h: 7 });
  });
});
