/** Figures of windows that slide over spans, logs and exceptions → SQL. Pure: the same query gives the same text. */
import type { Millis } from '@/lib/base/time';
import type { Query, SeriesSpec } from '@/lib/model/query';
import type { Sliding } from '@/lib/query/sliding';
import { conditions, keptTo, labelNames, labels, MOST_POINTS, type Groups } from '@/lib/sql/compile';
import { compileMeasure } from '@/lib/sql/compile-measure';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, printSql, sql, type Sql } from '@/lib/sql/sql';

/** Of the records in the windows: `from` and `to` are where the first begins and the last ends. */
function within({ spec, frame }: Query<SeriesSpec>, { range, step, over }: Sliding, dialect: Dialect): Sql {
  const within = conditions({ spec, frame: { ...frame, range } }, dialect);
  if (over >= step) return within;
  // what a step begins with is in no window
  const into = sql`${dialect.bucket(spec.source, 1 as Millis)} - ${dialect.bucket(spec.source, step)}`;
  return sql`${within} AND ${into} >= ${BigInt(step - over)}`;
}

/** Length in seconds of the window of the step at `at` (ms); the last one may be cut by the end of the range. */
export function windowSeconds({ step, over, range }: Sliding): Sql {
  return sql`((least(at + ${BigInt(step)}, ${BigInt(Math.round(range.to))}) - (at + ${BigInt(step)} - ${BigInt(over)})) / 1000)`;
}

/**
 * Figures of one window, largest first by the first measure, ties in the order of their labels; without `by` one row, or none where
 * there are no records. Columns: at (ms), by0…, m0…. One group more than the limit is read, to know that there are more.
 */
export function compileWindow(query: Query<SeriesSpec>, sliding: Sliding, dialect: Dialect): Sql {
  const { spec } = query;
  const seconds = sql`${(sliding.range.to - sliding.range.from) / 1_000}`;
  const measures = spec.measures.map(
    (measure, index) => sql`${compileMeasure(measure, dialect, spec.source, seconds)} AS ${identifier(`m${index}`)}`,
  );
  const names = labelNames(spec.by);
  const grouped = names.length > 0 ? sql`GROUP BY ${join(names, COMMA)}` : sql`HAVING ${dialect.count()} > 0`;
  return sql`SELECT ${join([sql`${BigInt(sliding.first)} AS at`, ...labels(spec.by, spec, dialect), ...measures], COMMA)}
FROM ${dialect.table(spec.source)}
WHERE ${within(query, sliding, dialect)}
${grouped}
ORDER BY ${join([sql`m0 DESC NULLS LAST`, ...names], COMMA)}
LIMIT ${BigInt(spec.limit + 1)}`;
}

/**
 * Figures of every window, in order of time. Columns: at (ms), by0…, m0…. With `groups`, only these. Records are read once: what they
 * make of a step is kept as states, and each window is made of those of its steps.
 */
export function compileWindows(query: Query<SeriesSpec>, sliding: Sliding, groups: Groups | undefined, dialect: Dialect): Sql {
  const { spec } = query;
  const { first, last, step, over } = sliding;
  const states = new Map<string, { readonly state: Sql; readonly name: Sql }>();
  const parts = dialect.inParts((state) => {
    const text = printSql(state);
    const kept = states.get(text) ?? { state, name: identifier(`s${states.size}`) };
    states.set(text, kept);
    return kept.name;
  });
  const measures = spec.measures.map(
    (measure, index) => sql`${compileMeasure(measure, parts, spec.source, windowSeconds(sliding))} AS ${identifier(`m${index}`)}`,
  );
  const names = labelNames(spec.by);
  const kept = [...states.values()].map(({ state, name }) => sql`${state} AS ${name}`);
  const reach = BigInt(Math.max(0, over - step));
  const windows = sql`arrayJoin(range(toInt64(greatest(slot, ${BigInt(first)})), toInt64(least(slot + ${reach}, ${BigInt(last)}) + 1), ${BigInt(step)}))`;
  return sql`SELECT ${join([sql`${windows} AS at`, ...names, ...measures], COMMA)}
FROM (
SELECT ${join([sql`${dialect.bucket(spec.source, step)} AS slot`, ...labels(spec.by, spec, dialect), ...kept], COMMA)}
FROM ${dialect.table(spec.source)}
WHERE ${within(query, sliding, dialect)}${groups && names.length > 0 ? keptTo(groups, spec.by) : sql``}
GROUP BY ${join([sql`slot`, ...names], COMMA)}
)
GROUP BY ${join([sql`at`, ...names], COMMA)}
ORDER BY at
LIMIT ${BigInt(MOST_POINTS + 1)}`;
}
