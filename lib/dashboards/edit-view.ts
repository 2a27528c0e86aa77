/** The ways to draw a panel, as people choose them, and what each keeps of the one before. */
import type { Unit } from '@/lib/base/units';
import { alternativesOf, askFor, specsOf } from '@/lib/dashboards/edit-ask';
import { nameOfMeasure, unitOfMeasure } from '@/lib/dashboards/edit-measure';
import type { Panel, Threshold, View } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import type { Measure, Source, Spec } from '@/lib/model/query';

/** A view's kind, with the marks of a time series told apart. */
export type Look = 'line' | 'area' | 'bar' | 'band' | Exclude<View['kind'], 'timeseries'>;

export const LOOKS: readonly { readonly look: Look; readonly name: string }[] = [
  { look: 'line', name: 'Lines' },
  { look: 'area', name: 'Areas' },
  { look: 'bar', name: 'Columns' },
  { look: 'band', name: 'Percentile bands' },
  { look: 'stat', name: 'One figure' },
  { look: 'table', name: 'Table' },
  { look: 'bars', name: 'Bar list' },
  { look: 'pie', name: 'Ring' },
  { look: 'heatmap', name: 'Heatmap' },
  { look: 'records', name: 'Records' },
  { look: 'metrics', name: 'All metrics' },
  { look: 'text', name: 'Text' },
];

/** How `view` looks. */
export function lookOf(view: View): Look {
  return view.kind === 'timeseries' ? view.mark : view.kind;
}

export function unitOfView(view: View): Unit | undefined {
  return 'unit' in view ? view.unit : 'columns' in view ? view.columns[0]?.unit : undefined;
}

function thresholdsOf(view: View): Threshold[] {
  return 'thresholds' in view ? view.thresholds : 'columns' in view ? (view.columns[0]?.thresholds ?? []) : [];
}

/** The first spec that a panel asks. */
export function mainSpec(panel: Panel): Spec | undefined {
  const [first] = alternativesOf(panel.ask);
  return first && specsOf(first)[0];
}

/** Measures and source of the first question; no measures where it has none. */
function asked(panel: Panel): { readonly measures: readonly Measure[]; readonly source: Source } {
  const spec = mainSpec(panel);
  if (!spec || spec.kind === 'native') return { measures: [], source: { signal: 'spans' } };
  return { source: spec.source, measures: spec.kind === 'rows' ? [] : spec.measures };
}

function columnsOf(panel: Panel, metric: MetricSummary | undefined) {
  const { measures, source } = asked(panel);
  return measures.map((measure, index) => {
    const before = 'columns' in panel.view ? panel.view.columns[index] : undefined;
    return {
      name: before?.name ?? nameOfMeasure(measure),
      unit: before?.unit ?? unitOfMeasure(measure, source, metric),
      thresholds: before?.thresholds ?? (index === 0 ? thresholdsOf(panel.view) : []),
    };
  });
}

/** `panel` drawn as `look`: its questions in the shape that needs, its unit, thresholds and names kept where the new view has them. */
export function withLook(panel: Panel, look: Look, metric: MetricSummary | undefined): Panel {
  const kind = look === 'line' || look === 'area' || look === 'bar' || look === 'band' ? 'timeseries' : look;
  const reshaped = { ...panel, ask: askFor(panel.ask, kind) };
  const suited = suit({ ...reshaped, view: viewOf(reshaped, look, metric) }, metric);
  return kind === 'stat' && panel.view.kind !== 'stat' && panel.id === '' ? { ...suited, at: { ...suited.at, w: 2, h: 3 } } : suited;
}

function viewOf(panel: Panel, look: Look, metric: MetricSummary | undefined): View {
  const { view } = panel;
  const { measures, source } = asked(panel);
  const [first] = measures;
  const unit = unitOfView(view) ?? (first ? unitOfMeasure(first, source, metric) : 'count');
  const thresholds = thresholdsOf(view);
  switch (look) {
    case 'line':
    case 'area':
    case 'bar':
    case 'band': {
      if (view.kind === 'timeseries') return { ...view, mark: look, stacked: look === 'line' || look === 'band' ? false : view.stacked };
      return { kind: 'timeseries', mark: look, stacked: look === 'area' || look === 'bar', scale: 'linear', names: [], unit, thresholds };
    }
    case 'stat':
      return view.kind === 'stat' ? view : { kind: 'stat', better: 'neither', unit, thresholds };
    case 'heatmap':
      return { kind: 'heatmap', unit };
    case 'table':
      return {
        kind: 'table',
        labels: view.kind === 'table' ? view.labels : [],
        columns: columnsOf(panel, metric).map((column) => ({ ...column, draw: 'text' })),
      };
    case 'bars':
      return { kind: 'bars', columns: columnsOf(panel, metric) };
    case 'pie':
      return { kind: 'pie', unit };
    case 'records':
      return { kind: 'records' };
    case 'metrics':
      return view.kind === 'metrics' ? view : { kind: 'metrics', except: [] };
    case 'text':
      return view.kind === 'text' ? view : { kind: 'text', markdown: '' };
  }
}

/**
 * `panel` with its view in step with its measures: a heatmap draws a distribution and nothing else does, a single figure has one
 * measure, a table has a column for each.
 */
export function suit(panel: Panel, metric: MetricSummary | undefined): Panel {
  const { view } = panel;
  if (view.kind === 'table')
    return {
      ...panel,
      view: {
        ...view,
        columns: columnsOf(panel, metric).map((column, index) => ({ ...column, draw: view.columns[index]?.draw ?? 'text' })),
      },
    };
  if (view.kind === 'bars') return { ...panel, view: { ...view, columns: columnsOf(panel, metric) } };
  return panel;
}
