/** A chart's series as marks: stacked, as bands or by themselves, with an axis that fits what is seen. */
import { fractionOn, linearAxis, logAxis, type Axis } from '@/lib/charts/axis';
import { isolated } from '@/lib/charts/gaps';
import { stack, type Band } from '@/lib/charts/stack';
import type { ChartSeries, TimeseriesModel } from '@/lib/charts/timeseries';
import { sumOf, type Values } from '@/lib/charts/top';
import type { Threshold } from '@/lib/model/dashboard';

export interface DrawnSeries extends ChartSeries {
  /** For areas, stacked bars and bands; lines use `values`. */
  readonly bands: readonly Band[];
  /** Steps that a line cannot show because both neighbours are gaps. */
  readonly dots: readonly number[];
  /** The middle one of a group's percentiles, which the others lie around. */
  readonly middle: boolean;
}

/** How something was in the window that this one is compared with: a dashed line. */
export interface Ghost {
  readonly key: string;
  readonly colour: string;
  readonly values: Values;
}

export interface Drawing {
  readonly series: readonly DrawnSeries[];
  readonly ghosts: readonly Ghost[];
  readonly axis: Axis;
  /** Thresholds that lie on the axis. */
  readonly thresholds: readonly Threshold[];
}

/** What to draw when only the series with key `only` is wanted, or all without one: the axis fits what is seen, and holds what is in `reach`. */
export function drawTimeseries(model: TimeseriesModel, only: string | undefined, reach: readonly number[] = []): Drawing {
  const { mark, stacked, scale, unit } = model;
  const chosen = model.series.filter((series) => only === undefined || series.key === only);
  const shown = chosen.length > 0 ? chosen : model.series;
  const bands = mark === 'band' ? percentileBands(shown) : stacked ? stack(shown.map(({ values }) => values)) : shown.map(fromZero);
  const ghosts = ghostsOf(shown, stacked);
  const heights = [
    ...bands.flatMap((one) => heightsOf(one, scale)),
    ...ghosts.flatMap(({ values }) => values.filter((value) => value !== null)),
  ];
  // a band has no edge where only one of two percentiles has a figure, and the lowest has none at all
  if (mark === 'band') heights.push(...shown.flatMap(({ values }) => values.filter((value) => value !== null)));
  const most = Math.max(0, ...heights);
  // a far-off threshold would press the data flat: it comes into view when the data gets near
  const near = model.thresholds.filter(({ at }) => at > 0 && at <= 2 * most);
  const reached = [...heights, ...near.map(({ at }) => at), ...reach];
  const axis = scale === 'log' ? logAxis(reached, unit) : linearAxis(reached, unit);
  const middles = new Set(groupsOf(shown).map((group) => group[Math.floor((group.length - 1) / 2)]));
  const series = shown.map((one, index) => ({
    ...one,
    bands: bands[index] ?? [],
    dots: mark === 'bar' ? [] : isolated(one.values),
    middle: middles.has(one),
  }));
  return { series, ghosts, axis, thresholds: near.filter(({ at }) => fractionOn(axis, at) !== undefined) };
}

function fromZero({ values }: ChartSeries): Band[] {
  return values.map((value) => (value === null ? null : [Math.min(0, value), Math.max(0, value)]));
}

function heightsOf(bands: readonly Band[], scale: TimeseriesModel['scale']): number[] {
  return bands.filter((band) => band !== null).flatMap(([low, high]) => (scale === 'log' ? [high] : [low, high]));
}

/** The series of each group, in the order of their measures. */
function groupsOf(series: readonly ChartSeries[]): ChartSeries[][] {
  const groups = new Map<string | undefined, ChartSeries[]>();
  for (const one of series) {
    const key = one.group && JSON.stringify(one.group.labels);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => (a.group?.measure ?? 0) - (b.group?.measure ?? 0)));
}

/** Per series what lies between it and the next lower measure of its group; nothing under the lowest one. */
export function percentileBands(series: readonly ChartSeries[]): Band[][] {
  const below = new Map<ChartSeries, ChartSeries>();
  for (const group of groupsOf(series)) {
    group.forEach((one, index) => {
      const lower = group[index - 1];
      if (lower) below.set(one, lower);
    });
  }
  return series.map((one) =>
    one.values.map((value, step): Band => {
      const other = below.get(one)?.values[step] ?? null;
      return value === null || other === null ? null : [Math.min(value, other), Math.max(value, other)];
    }),
  );
}

/** One dashed line per series; one for all of a stack, whose parts have no place of their own. */
function ghostsOf(series: readonly ChartSeries[], stacked: boolean): Ghost[] {
  const compared = series.flatMap(({ key, colour, before }) => (before ? [{ key, colour, values: before }] : []));
  if (!stacked || compared.length < 2) return compared;
  const count = compared[0]?.values.length ?? 0;
  return [
    {
      key: 'all',
      colour: 'var(--text-2)',
      values: sumOf(
        compared.map(({ values }) => values),
        count,
      ),
    },
  ];
}
