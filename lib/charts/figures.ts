/** A table of groups and figures, ready to draw: texts, tones, and how long each bar is. */
import { formatUnit, type Unit } from '@/lib/base/units';
import { livenessOf } from '@/lib/charts/liveness';
import { labelText } from '@/lib/charts/names';
import { toneOf, type Tone } from '@/lib/charts/tone';
import type { Table } from '@/lib/model/answer';
import type { Threshold } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';

export interface FigureColumn {
  readonly name: string;
  readonly unit: Unit;
  /** `bar`: of the column's largest figure; `share`: of its sum, which the text then shows; `trend`: a line of its own beside it; `liveness`: what the instant says of whoever was last heard of then. */
  readonly draw: 'text' | 'bar' | 'share' | 'trend' | 'liveness';
  readonly thresholds: readonly Threshold[];
}

export interface Figure {
  readonly value: number | undefined;
  readonly text: string;
  readonly tone: Tone | undefined;
  /** Length of the bar, 0 to 1; undefined for plain text. */
  readonly fraction: number | undefined;
}

export interface FigureRow {
  /** Which row of the answer it is. */
  readonly index: number;
  /** The group as it was answered, for the door behind it. */
  readonly labels: readonly string[];
  /** The group for a person. */
  readonly texts: readonly string[];
  readonly figures: readonly Figure[];
}

/** The rows of an answer whose first columns are the `by` fields and whose others are the measures, in order. `end`: the window's, in ms since 1970. */
export function prepareFigures(table: Table, by: readonly Field[], columns: readonly FigureColumn[], end: number): FigureRow[] {
  const valueAt = (row: Table['rows'][number], index: number) => {
    const value = row[by.length + index];
    return typeof value === 'number' ? value : undefined;
  };
  const sizes = columns.map((_, index) => table.rows.map((row) => Math.max(0, valueAt(row, index) ?? 0)));
  const wholes = columns.map(({ draw }, index) => {
    const all = sizes[index] ?? [];
    return draw === 'share' ? all.reduce((sum, size) => sum + size, 0) : Math.max(0, ...all);
  });
  const longest = columns.map((_, index) => Math.max(0, ...(sizes[index] ?? [])));
  return table.rows.map((row, place) => {
    const labels = by.map((_, index) => String(row[index] ?? ''));
    const figures = columns.map((column, index): Figure => {
      const value = valueAt(row, index);
      const whole = wholes[index] ?? 0;
      const share = value === undefined || whole === 0 ? undefined : value / whole;
      const most = longest[index] ?? 0;
      const alive = column.draw === 'liveness' && value !== undefined ? livenessOf(value, end) : undefined;
      return {
        value,
        text: column.draw === 'share' ? formatUnit(share, 'ratio') : (alive?.text ?? formatUnit(value, column.unit)),
        tone: alive?.tone ?? toneOf(value, column.thresholds),
        // both kinds of bars fill the column at the largest figure, so that small shares still differ
        fraction: !isBar(column) ? undefined : most === 0 ? 0 : Math.max(0, value ?? 0) / most,
      };
    });
    return { index: place, labels, texts: labels.map((label, at) => labelText(label, by[at])), figures };
  });
}

function isBar({ draw }: FigureColumn): boolean {
  return draw === 'bar' || draw === 'share';
}
