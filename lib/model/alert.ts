/** An alert rule: a saved question and a judgement on its answer. Plain JSON, whether a person saved it or it came with Hearth. */
import { z } from 'zod';
import { DAY, HOUR, millis, SECOND } from '@/lib/base/time';
import { UNITS } from '@/lib/base/units';
import { length } from '@/lib/model/checked-time';
import { SeriesSpec } from '@/lib/model/query';

const OneAsk = z.object({ kind: z.literal('spec'), spec: SeriesSpec });
const PairAsk = z.object({
  kind: z.literal('pair'),
  op: z.enum(['divide', 'subtract', 'add', 'multiply']),
  left: SeriesSpec,
  right: SeriesSpec,
});

/**
 * What a rule asks. Of a spec the first measure is the value and `by` names the groups; each group has a state of its own.
 * `first`: the first of these that finds something in the range. `sql`: SELECT over [{from:DateTime64(9)}, {to:DateTime64(9)}); its
 * column `value`, or else its last numeric column, is the value, the columns of text are the groups; without a numeric column
 * the number of its rows is the value.
 */
export const AlertAsk = z.discriminatedUnion('kind', [
  OneAsk,
  PairAsk,
  z.object({
    kind: z.literal('first'),
    of: z
      .array(z.discriminatedUnion('kind', [OneAsk, PairAsk]))
      .min(2)
      .max(12),
  }),
  z.object({ kind: z.literal('sql'), text: z.string().min(1).max(100_000) }),
]);
export type AlertAsk = z.infer<typeof AlertAsk>;

/** How bad it is. */
export const Severity = z.enum(['warn', 'critical']);
export type Severity = z.infer<typeof Severity>;

/** `for`: how long the value must be beyond `at`, without a break, before it fires; 0 fires at once. */
export const Level = z.object({ at: z.number(), for: length(0, 30 * DAY) });
export type Level = z.infer<typeof Level>;

/** `low` ≤ value ≤ `high` is fine. */
export const Band = z
  .object({ low: z.number(), high: z.number() })
  .refine(({ low, high }) => low < high, 'The lower bound must be below the upper one.');
export type Band = z.infer<typeof Band>;
const BandLevel = z.object({ at: Band, for: length(0, 30 * DAY) });

const levels = { warn: Level.optional(), critical: Level.optional(), recover: z.number().optional() };
/**
 * When it is bad; in the unit that the question answers in. Beyond means strictly: above 5 is not 5. What fires is over once the
 * value is no longer beyond `recover` (the bound of the lowest level that is set where it is left out) for the rule's `keepFiring`.
 * `change`: the value against that of the same window a day or a week ago, as a share: 0.5 is half as much again, −0.5 half.
 * `up` looks at rises, `down` at falls, `either` at both; bounds are sizes, never negative. No figure from then: no data.
 */
export const Condition = z.discriminatedUnion('is', [
  z.object({ is: z.literal('above'), ...levels }),
  z.object({ is: z.literal('below'), ...levels }),
  z.object({ is: z.literal('outside'), warn: BandLevel.optional(), critical: BandLevel.optional(), recover: Band.optional() }),
  z.object({ is: z.literal('change'), against: z.enum(['day', 'week']), direction: z.enum(['up', 'down', 'either']), ...levels }),
]);
export type Condition = z.infer<typeof Condition>;

/** What a channel can be told of: a severity, that a group or rule has no data, that the rule's question failed. */
export const Trouble = z.enum([...Severity.options, 'noData', 'error']);
export type Trouble = z.infer<typeof Trouble>;

export const ALERT_VERSION = 1;

/** Lengths are in ms. */
export const AlertRule = z.object({
  version: z.literal(ALERT_VERSION),
  /** Also its place in the address. */
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(100),
  title: z.string().trim().min(1, 'A rule needs a title.').max(200),
  description: z.string().max(2_000).default(''),
  /** Came with Hearth. Its thresholds can be changed, and it can be put back to how it came. */
  prebuilt: z.boolean().default(false),
  ask: AlertAsk,
  unit: z.enum(UNITS),
  /** How often it is evaluated: at whole multiples of this since 1970, UTC. */
  every: length(10 * SECOND, DAY),
  /** The window that ends there; a whole multiple of `every`, or shorter than it. */
  over: length(10 * SECOND, 30 * DAY),
  /** How long the window waits for late data before it is judged. */
  delay: length(0, DAY).default(millis(0)),
  condition: Condition,
  /** How long the value must be back before a firing group is ok. */
  keepFiring: length(0, 30 * DAY).default(millis(0)),
  /**
   * A group, or the whole rule, without a value. `ok`: that is fine. `keep`: it stays as it was. `fire`: as bad as its worst level.
   * `noData`: a state of its own, of which channels can be told.
   */
  noData: z.enum(['ok', 'keep', 'fire', 'noData']).default('keep'),
  /**
   * Of spans and logs: a window in which a group has fewer records than this is not judged: it is fine, and not without data. One error of
   * three requests is no error rate. Absent: any number is judged. Metrics, pairs and SQL have no records to count.
   */
  least: z.number().int().min(2).max(1_000_000).optional(),
  /** Who is told of what. */
  tell: z
    .array(z.object({ channel: z.string(), of: z.array(Trouble).min(1) }))
    .max(20)
    .default([]),
  /** While it fires, channels are told again after this long; 0: once. */
  repeat: length(0, 30 * DAY).default(millis(4 * HOUR)),
  /** Most groups that keep a state of their own: the worst ones; of the others there is a number. */
  mostGroups: z.number().int().min(1).max(1_000).default(100),
  /** For silences and routing, beside the group's own. */
  labels: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z_][\w.\-/]*$/)
        .max(100),
      z.string().max(500),
    )
    .default({}),
  runbook: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  /** With {{value}}, {{threshold}}, {{severity}}, {{title}}, {{for}} and the labels by name, such as {{service.name}}; '' for Hearth's own sentence. */
  message: z.string().max(5_000).default(''),
  /** Neither evaluated nor told of. */
  paused: z.boolean().default(false),
});
export type AlertRule = z.infer<typeof AlertRule>;
