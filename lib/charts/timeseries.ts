/** An answer of series as a chart to draw: dense, few enough, named, coloured, with axes and legend. */
import { present } from '@/lib/base/assert';
import type { Millis } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import { formatUnit } from '@/lib/base/units';
import { fractionOn, linearAxis, logAxis, type Axis } from '@/lib/charts/axis';
import { coloursOf, OTHERS_COLOUR } from '@/lib/charts/colours';
import { averageOf, isolated, lastOf } from '@/lib/charts/gaps';
import { dense, gridOf, type Grid } from '@/lib/charts/grid';
import { measureName, seriesName } from '@/lib/charts/names';
import { stack, type Band } from '@/lib/charts/stack';
import { hideUnfinished } from '@/lib/charts/unfinished';
import { isAdditive, keepTop, sumOf, type Values } from '@/lib/charts/top';
import type { Labels, Series } from '@/lib/model/answer';
import type { Threshold, View } from '@/lib/model/dashboard';
import type { Frame, Measure, SeriesSpec } from '@/lib/model/query';

export type TimeseriesView = Extract<View, { kind: 'timeseries' }>;

export interface ChartSeries {
  /** Stable over refreshes: what a legend's choice refers to. */
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  readonly values: Values;
  /** The newest figure. */
  readonly last: number | undefined;
  /** The figure beside the name: amounts in all, rates per step of the window, anything else the mean of the steps that have one. */
  readonly legend: string;
  /** Which group this is; undefined for "others", which stand for many. */
  readonly group: { readonly labels: Labels; readonly measure: number } | undefined;
}

export interface TimeseriesModel {
  readonly grid: Grid;
  readonly mark: TimeseriesView['mark'];
  readonly stacked: boolean;
  readonly scale: TimeseriesView['scale'];
  readonly unit: Unit;
  readonly thresholds: readonly Threshold[];
  readonly series: readonly ChartSeries[];
  /** Groups that the chart leaves out because their figures cannot be added up. */
  readonly dropped: number;
}

/** How many series a chart shows by themselves. */
const MOST_SERIES = 10;

/**
 * The chart model of an answer to `spec`. `now`: until when records can have come. The step it lies in is not over, so its
 * counts would show a drop that never happened: it stays a gap, unless nothing else is there to see.
 */
export function prepareTimeseries(
  answer: readonly Series[],
  spec: SeriesSpec,
  view: TimeseriesView,
  frame: Frame,
  now: Millis,
): TimeseriesModel {
  const grid = gridOf(frame);
  const additive = spec.measures.every(isAdditive);
  const several = spec.measures.length > 1;
  const named = answer.map((series) => {
    const measure = present(spec.measures[series.measure], 'the measure of a series');
    const name = seriesName(series.labels, view.names[series.measure] ?? measureName(measure), several);
    return { name, measure, group: { labels: series.labels, measure: series.measure }, values: dense(series.points, grid) };
  });
  if (additive)
    hideUnfinished(
      named.map(({ values }) => values),
      grid,
      now,
    );
  const ordered = spec.by.length === 0 ? named : named.toSorted((a, b) => compareNames(a.name, b.name));
  const { kept, rest, dropped } = keepTop(ordered, MOST_SERIES, additive);
  const colours = coloursOf(
    kept.map(({ name, measure, group }) => ({ name, measure, labels: group.labels })),
    spec.by,
  );
  const filled = sumOf(
    named.map(({ values }) => values),
    grid.count,
  ).filter((value) => value !== null).length;
  const finish = (
    key: string,
    name: string,
    colour: string,
    values: Values,
    measure: Measure,
    group: ChartSeries['group'],
  ): ChartSeries => {
    return { key, name, colour, values, group, last: lastOf(values), legend: formatUnit(summary(values, measure, filled), view.unit) };
  };
  const series = kept.map(({ name, measure, group, values }, index) =>
    finish(JSON.stringify([group.measure, group.labels]), name, colours[index] ?? OTHERS_COLOUR, values, measure, group),
  );
  const [first] = spec.measures;
  if (rest && first) series.push(finish('others', `${rest.count} others`, OTHERS_COLOUR, rest.values, first, undefined));
  const { mark, stacked, scale, unit, thresholds } = view;
  return { grid, mark, stacked: stacked && additive, scale, unit, thresholds, series, dropped };
}

function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** A group without records in a step had a rate of zero there, as long as others had some: its mean counts those steps, too. */
function summary(values: Values, measure: Measure, filled: number): number | undefined {
  if (!isAdditive(measure)) return averageOf(values);
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return measure.fn === 'rate' ? sum / Math.max(1, filled) : sum;
}

export interface DrawnSeries extends ChartSeries {
  /** For areas and stacked bars; lines use `values`. */
  readonly bands: readonly Band[];
  /** Steps that a line cannot show because both neighbours are gaps. */
  readonly dots: readonly number[];
}

export interface Drawing {
  readonly series: readonly DrawnSeries[];
  readonly axis: Axis;
  /** Thresholds that lie on the axis. */
  readonly thresholds: readonly Threshold[];
}

/** What to draw when only the series with key `only` is wanted, or all without one: the axis fits what is seen. */
export function drawTimeseries(model: TimeseriesModel, only: string | undefined): Drawing {
  const chosen = model.series.filter((series) => only === undefined || series.key === only);
  const shown = chosen.length > 0 ? chosen : model.series;
  const bands = model.stacked ? stack(shown.map(({ values }) => values)) : shown.map(({ values }) => values.map(fromZero));
  const heights = bands.flatMap((one) =>
    one.filter((band) => band !== null).flatMap(([low, high]) => (model.scale === 'log' ? [high] : [low, high])),
  );
  const most = Math.max(0, ...heights);
  // a far-off threshold would press the data flat: it comes into view when the data gets near
  const near = model.thresholds.filter(({ at }) => at > 0 && at <= 2 * most);
  const reached = [...heights, ...near.map(({ at }) => at)];
  const axis = model.scale === 'log' ? logAxis(reached, model.unit) : linearAxis(reached, model.unit);
  const series = shown.map((one, index) => ({ ...one, bands: bands[index] ?? [], dots: model.mark === 'bar' ? [] : isolated(one.values) }));
  return { series, axis, thresholds: near.filter(({ at }) => fractionOn(axis, at) !== undefined) };
}

function fromZero(value: number | null): Band {
  return value === null ? null : [Math.min(0, value), Math.max(0, value)];
}
