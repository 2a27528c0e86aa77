/** A dashboard is plain JSON, whether a person saved it or it came with Hearth. */
import { z } from 'zod';
import { UNITS } from '@/lib/base/units';
import { Field } from '@/lib/model/field';
import { Scalar } from '@/lib/model/filter';
import { Source, Spec } from '@/lib/model/query';

export const Threshold = z.object({ at: z.number(), tone: z.enum(['ok', 'warn', 'error']) });
export type Threshold = z.infer<typeof Threshold>;

const Unit = z.enum(UNITS);
const unit = { unit: Unit };
const thresholds = { thresholds: z.array(Threshold).default([]) };

/** How an answer is drawn. Each view carries its own settings and nobody else's. */
export const View = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('timeseries'),
    mark: z.enum(['line', 'area', 'bar']),
    stacked: z.boolean().default(false),
    scale: z.enum(['linear', 'log']).default('linear'),
    /** Names for the measures, in order, where there are several. */
    names: z.array(z.string()).default([]),
    ...unit,
    ...thresholds,
  }),
  /** One figure with its change against the window before and a sparkline. `better`: which way is good. */
  z.object({ kind: z.literal('stat'), better: z.enum(['up', 'down', 'neither']).default('neither'), ...unit, ...thresholds }),
  z.object({ kind: z.literal('heatmap'), ...unit }),
  z.object({
    kind: z.literal('table'),
    /** Per measure: its heading, its unit, and whether it is drawn as a bar of the column's total (`share`) or maximum (`bar`). */
    columns: z.array(
      z.object({
        name: z.string(),
        unit: Unit,
        draw: z.enum(['text', 'bar', 'share']).default('text'),
        thresholds: z.array(Threshold).default([]),
      }),
    ),
    /** Headings for the `by` fields. */
    labels: z.array(z.string()).default([]),
  }),
  /** Horizontal bars by the first measure, the others as figures beside them. */
  z.object({
    kind: z.literal('bars'),
    columns: z.array(z.object({ name: z.string(), unit: Unit, thresholds: z.array(Threshold).default([]) })),
  }),
  z.object({ kind: z.literal('records') }),
  z.object({ kind: z.literal('text'), markdown: z.string() }),
]);
export type View = z.infer<typeof View>;

export const Panel = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** One line under the title: what it counts. */
  note: z.string().default(''),
  at: z.object({ x: z.number().int(), y: z.number().int(), w: z.number().int().min(1), h: z.number().int().min(1) }),
  /** Nothing for a text panel; one; or two, put together step by step with `op`. */
  ask: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nothing') }),
    z.object({ kind: z.literal('spec'), spec: Spec }),
    z.object({ kind: z.literal('pair'), op: z.enum(['divide', 'subtract', 'add', 'multiply']), left: Spec, right: Spec }),
  ]),
  view: View,
  /** What would fill the panel, shown in one line when it finds no data. */
  empty: z.string().default(''),
});
export type Panel = z.infer<typeof Panel>;

/** A choice at the top of a dashboard. Panels refer to it by name with `{ variable }`; nothing chosen means all. */
export const Variable = z.object({
  name: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
  title: z.string(),
  source: Source,
  field: Field,
});
export type Variable = z.infer<typeof Variable>;

/** Chosen values by variable name; a missing or empty list means all. */
export const Choices = z.record(z.string(), z.array(Scalar));
export type Choices = z.infer<typeof Choices>;

export const Dashboard = z.object({
  version: z.literal(1),
  slug: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  prebuilt: z.boolean().default(false),
  variables: z.array(Variable),
  sections: z.array(z.object({ title: z.string(), panels: z.array(Panel) })),
});
export type Dashboard = z.infer<typeof Dashboard>;
