/** What is chosen on a metric's page, as the panel that it makes: the page draws it, and a dashboard takes it. */
import { isAdditive } from '@/lib/charts/top';
import type { Panel, View } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { MetricSummary, MetricType } from '@/lib/model/metric';
import type { Measure, SeriesSpec, TableSpec } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';
import { unitOfMetric } from '@/lib/query/metric-unit';
import { naturalMeasures } from '@/lib/query/natural-measure';
import { measureName } from '@/lib/charts/names';

export const SHAPES = ['line', 'area', 'bar', 'heatmap', 'stat', 'table'] as const;
/** How the figures are drawn. */
export type Shape = (typeof SHAPES)[number];

export interface Chosen {
  readonly measure: Measure;
  readonly by: readonly Field[];
  readonly where: Filter | undefined;
  readonly shape: Shape;
}

/** Groups on a chart, and rows of a table. */
const MOST_GROUPS = 20;
const MOST_ROWS = 200;

/** The measures that draw figures; the heatmap's is a shape of its own. */
export function figuresOf(type: MetricType): Measure[] {
  return naturalMeasures(type).filter(({ fn }) => fn !== 'distribution');
}

/** The shapes that make sense for a metric of `type`. */
export function shapesOf(type: MetricType): Shape[] {
  const spreads = naturalMeasures(type).some(({ fn }) => fn === 'distribution');
  return SHAPES.filter((shape) => shape !== 'heatmap' || spreads);
}

/** A measure in words. */
export function measureTitle(measure: Measure): string {
  switch (measure.fn) {
    case 'rate':
      return 'per second';
    case 'avg':
      return 'average';
    case 'last':
      return 'newest';
    case 'min':
      return 'least';
    case 'max':
      return 'greatest';
    default:
      return measureName(measure);
  }
}

/** The measure with the name `name` among those of the type; the type's first one for any other name. */
export function measureNamed(type: MetricType, name: string | null): Measure {
  const all = figuresOf(type);
  const [first] = all;
  return all.find((measure) => measureName(measure) === name) ?? first ?? { fn: 'count' };
}

/** A label as it was sent: where it stands only matters to the filter. */
function labelTitle(field: Field): string {
  return field.in === 'record' ? fieldName(field) : field.key;
}

function viewOf(metric: MetricSummary, { measure, by, shape }: Chosen): View {
  const unit = unitOfMetric(metric.unit, shape === 'heatmap' ? 'distribution' : measure.fn, metric.type);
  const name = measureTitle(measure);
  const thresholds: [] = [];
  switch (shape) {
    case 'line':
      return { kind: 'timeseries', mark: 'line', stacked: false, scale: 'linear', names: [name], unit, thresholds };
    case 'area':
    case 'bar':
      return { kind: 'timeseries', mark: shape, stacked: isAdditive(measure), scale: 'linear', names: [name], unit, thresholds };
    case 'heatmap':
      return { kind: 'heatmap', unit };
    case 'stat':
      return { kind: 'stat', better: 'neither', unit, thresholds };
    case 'table':
      return { kind: 'table', columns: [{ name, unit, draw: 'bar', thresholds }], labels: by.map(labelTitle) };
  }
}

/** What the panel asks; a heatmap and a single figure have no groups. */
export function metricSpec(metric: MetricSummary, { measure, by, where, shape }: Chosen): SeriesSpec | TableSpec {
  const source = { signal: 'metrics', metric: metric.name } as const;
  const asked = { source, ...(where ? { where } : {}) };
  if (shape === 'heatmap')
    return { kind: 'series', ...asked, measures: [{ fn: 'distribution', of: { in: 'record', name: 'value' } }], by: [], limit: 1 };
  if (shape === 'stat') return { kind: 'series', ...asked, measures: [measure], by: [], limit: 1 };
  const groups = { ...asked, measures: [measure], by: [...by] };
  return shape === 'table'
    ? { kind: 'table', ...groups, orderBy: 0, limit: MOST_ROWS }
    : { kind: 'series', ...groups, limit: by.length === 0 ? 1 : MOST_GROUPS };
}

/** The panel, as a dashboard keeps it. */
export function metricPanel(metric: MetricSummary, chosen: Chosen): Panel {
  const { measure, by, shape } = chosen;
  const grouped = shape === 'heatmap' || shape === 'stat' || by.length === 0 ? '' : ` by ${by.map(labelTitle).join(', ')}`;
  return {
    id: 'metric',
    title: `${metric.name}: ${shape === 'heatmap' ? 'distribution' : measureTitle(measure)}${grouped}`,
    note: metric.description,
    at: { x: 0, y: 0, w: 6, h: 7 },
    ask: { kind: 'spec', spec: metricSpec(metric, chosen) },
    view: viewOf(metric, chosen),
    empty: `No points of ${metric.name} have come.`,
  };
}
