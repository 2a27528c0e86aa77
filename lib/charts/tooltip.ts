/** What a chart says about one step. */
import { formatUnit, type Unit } from '@/lib/base/units';
import { changeOf } from '@/lib/charts/stat';
import type { ChartSeries } from '@/lib/charts/timeseries';

export interface TooltipRow {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  readonly text: string;
  /** What it was in the window that this one is compared with, and how it changed since; undefined where there is no figure. */
  readonly before: { readonly text: string; readonly change: string } | undefined;
}

export interface TooltipModel {
  /** Largest first; series with a gap at this step are left out. */
  readonly rows: readonly TooltipRow[];
  /** The stack's height, where it says more than the rows do. */
  readonly total: string | undefined;
}

/** The rows for step `index`, sorted by value. A total is given for stacks of two and more. */
export function tooltipAt(series: readonly ChartSeries[], index: number, unit: Unit, stacked: boolean): TooltipModel {
  const given = series
    .map((one) => ({ one, value: one.values[index] ?? null }))
    .filter((entry): entry is { one: ChartSeries; value: number } => entry.value !== null)
    .toSorted((a, b) => b.value - a.value);
  const sum = given.reduce((total, { value }) => total + value, 0);
  return {
    rows: given.map(({ one: { key, name, colour, before }, value }) => {
      const was = before?.[index] ?? null;
      const compared = was === null ? undefined : { text: formatUnit(was, unit), change: changeOf(value, was, unit, 'neither').text };
      return { key, name, colour, text: formatUnit(value, unit), before: compared };
    }),
    total: stacked && given.length > 1 ? formatUnit(sum, unit) : undefined,
  };
}
