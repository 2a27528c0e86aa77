/** Few enough series to read: the largest by themselves, the rest as one. */
import { allNull } from '@/lib/charts/gaps';
import type { Measure } from '@/lib/model/query';

export type Values = readonly (number | null)[];

/** Whether figures of groups may be added up to a figure of all of them. */
export function isAdditive(measure: Measure): boolean {
  return measure.fn === 'count' || measure.fn === 'rate' || measure.fn === 'sum' || measure.fn === 'increase';
}

/** Whether there is more of it in more time: a step that is not over has too little. */
export function growsWithTime(measure: Measure): boolean {
  return isAdditive(measure) || measure.fn === 'distinct';
}

/** Step by step; a gap only where every one has a gap. */
export function sumOf(all: readonly Values[], count: number): (number | null)[] {
  return Array.from({ length: count }, (_, index) => {
    const given = all.map((values) => values[index] ?? null).filter((value) => value !== null);
    return given.length === 0 ? null : given.reduce((sum, value) => sum + value, 0);
  });
}

/** What `series` rank by: their sum where that means something, else their largest value. Gaps count for nothing. */
function weight(values: Values, additive: boolean): number {
  const given = values.filter((value) => value !== null);
  return additive ? given.reduce((sum, value) => sum + value, 0) : Math.max(...given);
}

/**
 * The `most` heaviest of `series`, in the order given, without those that are nothing but gaps; `rest`: the others, added
 * up where the measure allows it; `dropped`: how many were left out altogether.
 */
export function keepTop<T extends { readonly values: Values }>(
  series: readonly T[],
  most: number,
  additive: boolean,
): { kept: T[]; rest: { values: (number | null)[]; count: number } | undefined; dropped: number } {
  const filled = series.filter((one) => !allNull(one.values));
  if (filled.length <= most) return { kept: filled, rest: undefined, dropped: 0 };
  const ranked = filled.toSorted((a, b) => weight(b.values, additive) - weight(a.values, additive));
  const chosen = new Set(ranked.slice(0, most));
  const others = ranked.slice(most);
  const kept = filled.filter((one) => chosen.has(one));
  if (!additive) return { kept, rest: undefined, dropped: others.length };
  const values = sumOf(
    others.map((one) => one.values),
    filled[0]?.values.length ?? 0,
  );
  return { kept, rest: { values, count: others.length }, dropped: 0 };
}
