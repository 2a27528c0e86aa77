/** The engine's aggregate functions, as they are and in two steps: states of parts of a group, and what these make together. */
import { decimal, COMMA, join, sql, Sql } from '@/lib/sql/sql';

type Aggregate =
  | 'argMax'
  | 'avg'
  | 'count'
  | 'countIf'
  | 'max'
  | 'min'
  | 'quantileExactWeightedArrayOrNull'
  | 'quantileTDigestOrNull'
  | 'sum'
  | 'sumIf'
  | 'uniqCombined64If'
  | 'uniqCombined64IfMerge';

/** Writes an aggregate function over its arguments; `parameter` is what some take beside these, such as a quantile's share. */
export type Put = (aggregate: Aggregate, args: readonly Sql[], parameter?: number) => Sql;

function call(name: string, args: readonly Sql[], parameter: number | undefined): Sql {
  const parameters = parameter === undefined ? sql`` : sql`(${decimal(parameter)})`;
  return sql`${new Sql([name])}${parameters}(${join(args, COMMA)})`;
}

/** The function itself, over a group's rows. */
export const outright: Put = (aggregate, args, parameter) => call(aggregate, args, parameter);

/** The function over states: each state is given to `keep`, which says under which name it is read. */
export function inParts(keep: (state: Sql) => Sql): Put {
  return (aggregate, args, parameter) => {
    const state = keep(call(`${aggregate}State`, args, parameter));
    return call(aggregate.endsWith('Merge') ? aggregate : `${aggregate}Merge`, [state], parameter);
  };
}
