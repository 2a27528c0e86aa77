/** An answer of series as a chart to draw: dense, few enough, named, coloured, with axes and legend. */
import { present } from '@/lib/base/assert';
import type { Millis } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import { formatUnit } from '@/lib/base/units';
import { coloursOf, OTHERS_COLOUR } from '@/lib/charts/colours';
import { averageOf, lastOf, mostOf } from '@/lib/charts/gaps';
import { dense, gridOf, type Grid } from '@/lib/charts/grid';
import { compareNames, isSeverity, measureName, seriesName } from '@/lib/charts/names';
import { hideUnfinished } from '@/lib/charts/unfinished';
import { growsWithTime, isAdditive, keepTop, sumOf, type Values } from '@/lib/charts/top';
import type { Labels, Series } from '@/lib/model/answer';
import type { Threshold, View } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import type { Frame, Measure } from '@/lib/model/query';

export type TimeseriesView = Extract<View, { kind: 'timeseries' }>;

export interface ChartSeries {
  /** Stable over refreshes: what a legend's choice refers to. */
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  readonly values: Values;
  /** What the same series was in the window that this one is compared with, step by step; undefined without one. */
  readonly before: Values | undefined;
  /** The newest figure. */
  readonly last: number | undefined;
  /** The figure beside the name: amounts in all, rates per step of the window, anything else the mean of the steps that have one. */
  readonly legend: string;
  /** Which group this is; undefined for those that stand for many. */
  readonly group: { readonly labels: Labels; readonly measure: number } | undefined;
}

export interface TimeseriesModel {
  readonly grid: Grid;
  readonly mark: TimeseriesView['mark'];
  /** How many measures each group has: bands lie between those of one group. */
  readonly measures: number;
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

/** What stands behind the figures, and what lies beside them. */
export interface TimeseriesAnswer {
  readonly series: readonly Series[];
  readonly by: readonly Field[];
  readonly measures: readonly Measure[];
  readonly frame: Frame;
  /** All groups together, where a limit cut the answer. */
  readonly whole?: readonly Series[] | undefined;
  /** The same series in another window, of as many steps. */
  readonly before?: { readonly series: readonly Series[]; readonly frame: Frame } | undefined;
}

const keyOf = ({ measure, labels }: Pick<Series, 'measure' | 'labels'>) => JSON.stringify([measure, labels]);

/**
 * The chart model of an answer. `now`: until when records can have come. The step it lies in is not over, so its counts
 * would show a drop that never happened: it stays a gap, unless nothing else is there to see.
 */
export function prepareTimeseries(answer: TimeseriesAnswer, view: TimeseriesView, now: Millis): TimeseriesModel {
  const { by, measures, before } = answer;
  const grid = gridOf(answer.frame);
  const additive = measures.every(isAdditive);
  const several = measures.length > 1;
  const earlier = before && new Map(before.series.map((series) => [keyOf(series), dense(series.points, gridOf(before.frame))]));
  const named = answer.series.map((series) => {
    const measure = present(measures[series.measure], 'the measure of a series');
    const name = seriesName(series.labels, by, view.names[series.measure] ?? measureName(measure), several);
    const group = { labels: series.labels, measure: series.measure };
    return { name, measure, group, values: dense(series.points, grid), before: earlier?.get(keyOf(series)) };
  });
  const whole = additive && measures.length === 1 ? answer.whole?.map(({ points }) => dense(points, grid))[0] : undefined;
  const all = named.map(({ values }) => values);
  if (measures.every(growsWithTime)) hideUnfinished(whole ? [...all, whole] : all, grid, now);
  const bySeverity = isSeverity(by[0]);
  const ordered =
    by.length === 0 ? named : named.toSorted((a, b) => (bySeverity ? compareSeverities(a.group, b.group) : compareNames(a.name, b.name)));
  const { kept, rest, dropped } = keepTop(ordered, MOST_SERIES, additive);
  const colours = coloursOf(
    kept.map(({ name, measure, group }) => ({ name, measure, labels: group.labels })),
    by,
  );
  const filled = sumOf(whole ? [whole] : all, grid.count).filter((value) => value !== null).length;
  const legendOf = (values: Values, measure: Measure) => formatUnit(summary(values, measure, filled), view.unit);
  const series = kept.map(({ name, measure, group, values, before: own }, index): ChartSeries => {
    const colour = colours[index] ?? OTHERS_COLOUR;
    return { key: keyOf(group), name, colour, values, before: own, group, last: lastOf(values), legend: legendOf(values, measure) };
  });
  const others = whole
    ? {
        name: 'others',
        values: minus(
          whole,
          kept.map(({ values }) => values),
        ),
      }
    : rest && { name: `${rest.count} others`, values: rest.values };
  const [first] = measures;
  if (others && first && others.values.some((value) => value !== null && value > 0)) {
    const { name, values } = others;
    const shared = { key: 'others', name, colour: OTHERS_COLOUR, values, before: undefined, group: undefined };
    series.push({ ...shared, last: lastOf(values), legend: legendOf(values, first) });
  }
  const { mark, stacked, scale, unit, thresholds } = view;
  return { grid, mark, measures: measures.length, stacked: stacked && additive, scale, unit, thresholds, series, dropped };
}

/** What is left of `whole` without `parts`, step by step: never below zero, where roundings meet; a gap where `whole` has one. */
export function minus(whole: Values, parts: readonly Values[]): (number | null)[] {
  return whole.map((value, step) => {
    if (value === null) return null;
    const left = parts.reduce((sum, values) => sum - (values[step] ?? 0), value);
    return left > Math.abs(value) * 1e-9 ? left : 0;
  });
}

/** From the mildest up. */
function compareSeverities(a: { readonly labels: Labels }, b: { readonly labels: Labels }): number {
  return Number(a.labels[0]) - Number(b.labels[0]);
}

/**
 * A group without records in a step had a rate of zero there, as long as others had some: its mean counts those steps, too. Of how many
 * different ones there were, a mean would be one that never was: it is the most in a step.
 */
function summary(values: Values, measure: Measure, filled: number): number | undefined {
  if (measure.fn === 'distinct') return mostOf(values);
  if (!isAdditive(measure)) return averageOf(values);
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return measure.fn === 'rate' ? sum / Math.max(1, filled) : sum;
}
