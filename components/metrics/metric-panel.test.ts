import { describe, expect, it } from 'vitest';
import { figuresOf, measureNamed, metricPanel, metricSpec, shapesOf, type Chosen } from '@/components/metrics/metric-panel';
import { Panel } from '@/lib/model/dashboard';
import type { MetricSummary, MetricType } from '@/lib/model/metric';
import type { Measure } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const metric = (type: MetricType, unit: string): MetricSummary => ({
  ...{ name: 'streams/started', type, unit, description: 'Streams started', services: ['api'] },
  ...{ points: 1, series: 1, lastAt: 0, labels: [] },
});
const rate: Measure = { fn: 'rate' };
const p95: Measure = { fn: 'quantile', of: record('value'), q: 0.95 };
const chosen = (own: Partial<Chosen>): Chosen => ({ measure: rate, by: [], where: undefined, shape: 'line', ...own });

describe('metricPanel', () => {
  it.each<[string, MetricSummary, Chosen, object]>([
    ['a line', metric('counter', '{stream}'), chosen({}), { kind: 'timeseries', mark: 'line', unit: 'perSecond', names: ['per second'] }],
    ['what adds up is stacked', metric('counter', 'By'), chosen({ shape: 'bar' }), { mark: 'bar', stacked: true, unit: 'bytesPerSecond' }],
    ['percentiles are not', metric('histogram', 's'), chosen({ shape: 'area', measure: p95 }), { mark: 'area', stacked: false, unit: 'seconds' }],
    ['a heatmap has the unit of its values', metric('histogram', 'ms'), chosen({ shape: 'heatmap', measure: rate }), { kind: 'heatmap', unit: 'milliseconds' }],
    ['a figure', metric('histogram', 's'), chosen({ shape: 'stat', measure: p95 }), { kind: 'stat', unit: 'seconds' }],
    ['a table', metric('counter', 'USD'), chosen({ shape: 'table', by: [attribute('platform')], measure: { fn: 'increase', of: record('value') } }), { kind: 'table', labels: ['platform'], columns: [{ name: 'increase', unit: 'usd', draw: 'bar' }] }],
  ])('%s', (_, of, what, view) => expect(metricPanel(of, what).view).toMatchObject(view)); // prettier-ignore

  it('is a panel as dashboards keep it', () => {
    const where = { op: 'eq', field: attribute('platform'), value: 'twitch' } as const;
    const panel = metricPanel(metric('counter', '{stream}'), chosen({ by: [attribute('platform')], where }));
    expect(Panel.parse(JSON.parse(JSON.stringify(panel)))).toEqual(panel);
    expect(panel.title).toBe('streams/started: per second by platform');
  });

  it('a heatmap and a figure have no groups', () => {
    const by = [attribute('platform')];
    expect(metricSpec(metric('histogram', 's'), chosen({ by, shape: 'heatmap' }))).toMatchObject({
      by: [],
      measures: [{ fn: 'distribution' }],
    });
    expect(metricSpec(metric('histogram', 's'), chosen({ by, shape: 'stat' }))).toMatchObject({ by: [], measures: [rate] });
    expect(metricSpec(metric('histogram', 's'), chosen({ by, shape: 'table' }))).toMatchObject({ kind: 'table', by });
  });
});

it('finds measures by name, and takes the natural one for a name that the type does not have', () => {
  expect(measureNamed('histogram', 'p99')).toEqual({ ...p95, q: 0.99 });
  expect(measureNamed('counter', 'p99')).toEqual(rate);
  expect(measureNamed('gauge', null)).toEqual({ fn: 'avg', of: record('value') });
});

it('has heatmaps where values are spread, and never as a measure', () => {
  expect(shapesOf('histogram')).toContain('heatmap');
  expect(shapesOf('counter')).not.toContain('heatmap');
  expect(figuresOf('histogram').map(({ fn }) => fn)).not.toContain('distribution');
});
