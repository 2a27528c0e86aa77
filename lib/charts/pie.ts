/** Shares of a whole: the largest parts by themselves, the rest as one. */
import { OTHERS_COLOUR, coloursOf } from '@/lib/charts/colours';
import { labelText } from '@/lib/charts/names';
import type { Table } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';

/** How many parts a ring shows by themselves. */
export const MOST_PARTS = 7;

export interface Slice {
  readonly name: string;
  readonly colour: string;
  readonly value: number;
  /** Of the whole, 0 to 1. */
  readonly share: number;
  /** Where on the ring it begins, 0 to 1. */
  readonly from: number;
  /** Which group this is; undefined for "others", which stand for many. */
  readonly labels: readonly string[] | undefined;
}

export interface PieModel {
  /** Largest first, "others" last. */
  readonly slices: readonly Slice[];
  readonly whole: number;
}

/** The parts by the first measure of a table whose first columns are `by`. Groups without a figure above zero have no part. */
export function preparePie(table: Table, by: readonly Field[], measure: Measure): PieModel {
  const groups = table.rows
    .map((row) => ({ labels: by.map((_, index) => String(row[index] ?? '')), value: row[by.length] }))
    .filter((group): group is { labels: string[]; value: number } => typeof group.value === 'number' && group.value > 0)
    .map(({ labels, value }) => ({ labels, value, name: labels.map((label, index) => labelText(label, by[index])).join(' · ') || 'all' }))
    .toSorted((a, b) => b.value - a.value);
  const whole = groups.reduce((sum, { value }) => sum + value, 0);
  // one more than fits would make "1 others" of a part that has a name
  const shown = groups.length <= MOST_PARTS + 1 ? groups : groups.slice(0, MOST_PARTS);
  const rest = groups.slice(shown.length);
  const colours = coloursOf(
    shown.map(({ labels, name }) => ({ labels, name, measure })),
    by,
  );
  const parts = shown.map(({ labels, value, name }, index) => ({ labels, value, name, colour: colours[index] ?? OTHERS_COLOUR }));
  const others = {
    labels: undefined,
    value: rest.reduce((sum, { value }) => sum + value, 0),
    name: `${rest.length} others`,
    colour: OTHERS_COLOUR,
  };
  let from = 0;
  const slices = [...parts, ...(rest.length > 0 ? [others] : [])].map((part): Slice => {
    const share = part.value / whole;
    const slice = { ...part, share, from };
    from += share;
    return slice;
  });
  return { slices, whole };
}
