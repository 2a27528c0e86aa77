/** A dashboard is plain JSON, whether a person saved it or it came with Hearth. */
import { z } from 'zod';
import { UNITS } from '@/lib/base/units';
import { length } from '@/lib/model/checked-time';
import { Field } from '@/lib/model/field';
import { Scalar } from '@/lib/model/filter';
import { Source, Spec, TableSpec } from '@/lib/model/query';

export const Threshold = z.object({ at: z.number(), tone: z.enum(['ok', 'warn', 'error']) });
export type Threshold = z.infer<typeof Threshold>;

const Unit = z.enum(UNITS);
const unit = { unit: Unit };
const thresholds = { thresholds: z.array(Threshold).default([]) };

/** How an answer is drawn. Each view carries its own settings and nobody else's. */
export const View = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('timeseries'),
    /** `band`: percentiles of one thing, from the lowest measure to the highest, as bands around the middle one. */
    mark: z.enum(['line', 'area', 'bar', 'band']),
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
    /**
     * Per measure: its heading, its unit, and whether it is drawn as a bar of the column's total (`share`) or maximum (`bar`),
     * or with the line of how it went over the window (`trend`). `liveness`, for an instant: live, stale or down by how long
     * before the window's end it was (see lib/charts/liveness.ts), and how long ago that is.
     */
    columns: z.array(
      z.object({
        name: z.string(),
        unit: Unit,
        draw: z.enum(['text', 'bar', 'share', 'trend', 'liveness']).default('text'),
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
  /** Shares of the whole by the first measure: a ring, and the list of its parts. */
  z.object({ kind: z.literal('pie'), ...unit }),
  z.object({ kind: z.literal('records') }),
  /** Every metric that arrived whose name begins with none of `except`, with its newest figures. Goes with the ask `nothing`. */
  z.object({ kind: z.literal('metrics'), except: z.array(z.string().min(1)).default([]) }),
  z.object({ kind: z.literal('text'), markdown: z.string() }),
]);
export type View = z.infer<typeof View>;

/** `unit`: the unit that its figures come in where it is not the view's, e.g. a metric in seconds beside spans in nanoseconds; they are converted. */
const answersIn = { unit: Unit.optional() };
const SpecAsk = z.object({ kind: z.literal('spec'), spec: Spec, ...answersIn });
/** Two answers put together step by step, or group by group. */
const PairAsk = z.object({
  kind: z.literal('pair'),
  op: z.enum(['divide', 'subtract', 'add', 'multiply']),
  left: Spec,
  right: Spec,
  ...answersIn,
});
/** What fills a panel. */
export const Ask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  SpecAsk,
  PairAsk,
  /** The first of these that finds something: a metric where it is sent, the spans that tell the same where it is not. */
  z.object({
    kind: z.literal('first'),
    of: z
      .array(z.discriminatedUnion('kind', [SpecAsk, PairAsk]))
      .min(2)
      .max(4),
  }),
  /** Groups of a table without any record in the `lookback` ms before the window. */
  z.object({ kind: z.literal('new'), spec: TableSpec, lookback: length() }),
]);
export type Ask = z.infer<typeof Ask>;

export const Panel = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** One line under the title: what it counts. */
  note: z.string().default(''),
  at: z.object({ x: z.number().int(), y: z.number().int(), w: z.number().int().min(1), h: z.number().int().min(1) }),
  ask: Ask,
  view: View,
  /** What would fill the panel, shown in one line when it finds no data. */
  empty: z.string().default(''),
});
export type Panel = z.infer<typeof Panel>;

const VARIABLE_NAME = /^[a-z][a-zA-Z0-9]*$/;

/** Whether a variable may be called `name`: choices stand under it in a plain object, which has a `constructor` and the like already. */
export function isVariableName(name: string): boolean {
  return VARIABLE_NAME.test(name) && !(name in Object.prototype);
}

const named = { name: z.string().refine(isVariableName, 'A variable cannot have this name.'), title: z.string() };
/** A choice at the top of a dashboard. Panels refer to it by name with `{ variable }`. */
export const Variable = z.discriminatedUnion('kind', [
  /** Any number of a field's values, offered from the data; nothing chosen means all. */
  z.object({ kind: z.literal('field'), ...named, source: Source, field: Field }),
  /** The name of a metric. Nothing chosen means the first of `metrics` that has arrived, and the first where none has. */
  z.object({ kind: z.literal('metric'), ...named, metrics: z.array(z.string().min(1)).min(1) }),
]);
export type Variable = z.infer<typeof Variable>;

/** Chosen values by variable name; a missing or empty list means all. */
export const Choices = z.record(z.string(), z.array(Scalar));
export type Choices = z.infer<typeof Choices>;

export const Section = z.object({
  title: z.string(),
  /** Whether it is closed when the dashboard opens. */
  folded: z.boolean().default(false),
  panels: z.array(Panel),
});
export type Section = z.infer<typeof Section>;

/** The version of the format; `migrate` brings older documents up to it. */
export const DASHBOARD_VERSION = 2;

export const Dashboard = z.object({
  version: z.literal(DASHBOARD_VERSION),
  slug: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(100),
  title: z.string().min(1).max(200),
  description: z.string().max(2_000).default(''),
  /** Came with Hearth: it is read, copied, but not changed. */
  prebuilt: z.boolean().default(false),
  /** '' or a path such as `team/search`. */
  folder: z.string().max(200).default(''),
  tags: z.array(z.string().min(1).max(50)).max(20).default([]),
  /** The window that it opens with, back from now; the page's default where it says nothing. */
  last: length().optional(),
  variables: z.array(Variable).max(20),
  sections: z.array(Section).max(50),
});
export type Dashboard = z.infer<typeof Dashboard>;
