/** Where data is missing, and what that means for drawing. */
type Values = readonly (number | null)[];

/** Nothing but gaps. */
export function allNull(values: Values): boolean {
  return values.every((value) => value === null);
}

/** Steps with a value between two gaps (or the chart's edge): a line has no length there, so they are drawn as dots. */
export function isolated(values: Values): number[] {
  const found: number[] = [];
  values.forEach((value, index) => {
    if (value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null) found.push(index);
  });
  return found;
}

/** The newest value; undefined when there is none. */
export function lastOf(values: Values): number | undefined {
  return values.findLast((value) => value !== null) ?? undefined;
}

/** The largest value; undefined when there is none. */
export function mostOf(values: Values): number | undefined {
  const given = values.filter((value) => value !== null);
  return given.length === 0 ? undefined : Math.max(...given);
}

/** The mean of the values that are there; undefined when there are none. */
export function averageOf(values: Values): number | undefined {
  const given = values.filter((value) => value !== null);
  return given.length === 0 ? undefined : given.reduce((sum, value) => sum + value, 0) / given.length;
}
