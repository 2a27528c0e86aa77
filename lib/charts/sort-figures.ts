/** A table's rows in the order of one of its columns. */
import type { FigureRow } from '@/lib/charts/figures';
import { compareNames } from '@/lib/charts/names';

export interface Sorting {
  /** A column of the groups' names, or one of the figures. */
  readonly of: 'label' | 'figure';
  readonly index: number;
  readonly descending: boolean;
}

/** What a click on a column's heading makes of `current`: figures begin with the largest, names with A; the third click gives the answer's own order back. */
export function nextSorting(current: Sorting | undefined, of: Sorting['of'], index: number): Sorting | undefined {
  const first = of === 'figure';
  if (current?.of !== of || current.index !== index) return { of, index, descending: first };
  return current.descending === first ? { of, index, descending: !first } : undefined;
}

/** `rows` sorted; equal ones stay as they were, those without a figure come last either way. */
export function sortFigures(rows: readonly FigureRow[], sorting: Sorting | undefined): readonly FigureRow[] {
  if (!sorting) return rows;
  const { of, index, descending } = sorting;
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (of === 'label') return sign * compareNames(a.texts[index] ?? '', b.texts[index] ?? '');
    const [one, other] = [a.figures[index]?.value, b.figures[index]?.value];
    if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
    return sign * (one - other);
  });
}
