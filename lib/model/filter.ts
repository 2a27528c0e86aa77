import { z } from 'zod';
import { Field } from '@/lib/model/field';

export const Scalar = z.union([z.string(), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof Scalar>;

/** A value, or a typed reference to a dashboard variable; `bind` puts the values in before anything runs. */
export const Value = z.union([Scalar, z.object({ variable: z.string() })]);
export type Value = z.infer<typeof Value>;

/** A condition on records: a tree until the last step, never text. */
export type Filter =
  | { op: 'and' | 'or'; of: Filter[] }
  | { op: 'not'; of: Filter }
  /** `ne` matches records where the field is missing, too. */
  | { op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'; field: Field; value: Value }
  /** `contains` ignores case; `matches` is an RE2 regular expression, unanchored. */
  | { op: 'contains' | 'matches'; field: Field; value: Value }
  /** One of `values`. A variable may stand for several; one bound to nothing means "all" and drops the condition. */
  | { op: 'in'; field: Field; values: Value[] }
  | { op: 'exists'; field: Field }
  /** Free words: in names, messages, bodies and exception texts, ignoring case. */
  | { op: 'search'; text: string };

export const Filter: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.object({ op: z.enum(['and', 'or']), of: z.array(Filter) }),
    z.object({ op: z.literal('not'), of: Filter }),
    z.object({ op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains', 'matches']), field: Field, value: Value }),
    z.object({ op: z.literal('in'), field: Field, values: z.array(Value) }),
    z.object({ op: z.literal('exists'), field: Field }),
    z.object({ op: z.literal('search'), text: z.string() }),
  ]),
) as z.ZodType<Filter>;

/** Every operator of a filter. */
export type FilterOp = Filter['op'];
