/** The ways to draw a panel, as people choose them, and what each keeps of the one before. */
import type { Unit } from '@/lib/base/units';
import { alternativesOf, mapSpecs, specsOf } from '@/lib/dashboards/ask-specs';
import { askFor } from '@/lib/dashboards/edit-ask';
import { firstMeasure, measureOf, nameOfMeasure, unitOfMeasure } from '@/lib/dashboards/edit-measure';
import type { Ask, Panel, Threshold, View } from '@/lib/model/dashboard';
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
  const reshaped = { ...panel, ask: fitted(askFor(panel.ask, kind), look, metric) };
  const drawn = { ...reshaped, view: viewOf(reshaped, look, metric) };
  // a new panel has the size of its kind; one that stands on the dashboard keeps its own
  return panel.id === '' ? { ...drawn, at: { ...panel.at, ...(kind === 'stat' ? { w: 2, h: 3 } : { w: 6, h: 7 }) } } : drawn;
}

/** `ask` with the measures and groups that the look can draw: a heatmap draws a distribution and nothing else does, a figure is one. */
function fitted(ask: Ask, look: Look, metric: MetricSummary | undefined): Ask {
  return mapSpecs(ask, <S extends Spec>(spec: S): S => {
    if (spec.kind !== 'series' && spec.kind !== 'table') return spec;
    const figures = spec.measures.filter(({ fn }) => fn !== 'distribution');
    const given = figures.length > 0 ? figures : [firstMeasure(spec.source, metric)];
    switch (look) {
      case 'heatmap':
        return { ...spec, measures: [measureOf('distribution', spec.source, spec.measures[0])], by: [] };
      case 'stat':
        return { ...spec, measures: given.slice(0, 1), by: [] };
      case 'pie':
        return { ...spec, measures: given.slice(0, 1) };
      default:
        return { ...spec, measures: given };
    }
  });
}

/**
 * `panel` with other questions: the units and names of measures that are others now are proposed anew, and what a person set for
 * the others stays.
 */
export function withAsk(panel: Panel, ask: Ask, metric: MetricSummary | undefined): Panel {
  const before = asked(panel);
  const next = { ...panel, ask };
  const after = asked(next);
  const isOther = (index: number) =>
    JSON.stringify([before.source, before.measures[index]]) !== JSON.stringify([after.source, after.measures[index]]);
  const { view } = panel;
  const [first] = after.measures;
  // typed SQL: nobody knows what it measures
  if ('unit' in view && !first && before.measures.length > 0) return { ...next, view: { ...view, unit: 'count' } };
  if ('unit' in view && first && isOther(0)) return { ...next, view: { ...view, unit: unitOfMeasure(first, after.source, metric) } };
  if (!('columns' in view)) return next;
  const fresh = columnsOf({ ...next, view: { kind: 'records' } }, metric);
  const shrunk = after.measures.length < before.measures.length;
  // a measure that was removed takes its column along
  const removed = before.measures.findIndex((_measure, index) => isOther(index));
  const merge = <C>(columns: readonly C[], proposed: readonly C[]): C[] => {
    const kept = shrunk ? columns.filter((_column, index) => index !== removed) : columns;
    return proposed.map((column, index) => (shrunk || !isOther(index) ? (kept[index] ?? column) : column));
  };
  if (view.kind === 'bars') return { ...next, view: { ...view, columns: merge(view.columns, fresh) } };
  return {
    ...next,
    view: {
      ...view,
      columns: merge(
        view.columns,
        fresh.map((column) => ({ ...column, draw: 'text' as const })),
      ),
    },
  };
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
        columns: columnsOf(panel, metric).map((column) => ({ ...column, draw: 'text' as const })),
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
