/** A silence holds notifications back; rules are judged all the same. */
import { z } from 'zod';
import type { Millis } from '@/lib/base/time';
import { instant } from '@/lib/model/checked-time';

/** Matches a label of the group or of its rule; `rule` is the rule's id. `matches`: a regular expression (lib/alerts/label-pattern.ts) over the whole value. */
export const Matcher = z.object({ label: z.string().min(1).max(200), op: z.enum(['eq', 'neq', 'matches']), value: z.string().max(1_000) });
export type Matcher = z.infer<typeof Matcher>;

/** `once`: [from, to). `weekly`: on these days (1 Monday … 7 Sunday), from a time of day in an IANA zone, for `minutes`; until `until`. */
export const SilenceTime = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('once'), from: instant, to: instant })
    .refine(({ from, to }) => from < to, 'The silence must end after it begins.'),
  z.object({
    kind: z.literal('weekly'),
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day such as 22:30.'),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(7 * 24 * 60),
    zone: z.string().min(1).max(100),
    until: instant.optional(),
  }),
]);
export type SilenceTime = z.infer<typeof SilenceTime>;

/** Holds what passes all of its matchers; without a matcher, everything. */
export const SilenceDraft = z.object({
  matchers: z.array(Matcher).max(20),
  /** Only these rules; none given: any. */
  rules: z.array(z.string()).max(1_000).default([]),
  time: SilenceTime,
  reason: z.string().trim().min(1, 'Say why, for whoever finds it.').max(500),
});
export type SilenceDraft = z.infer<typeof SilenceDraft>;

export interface Silence extends SilenceDraft {
  readonly id: string;
  /** Whose it is; '' while there are no accounts. */
  readonly owner: string;
  readonly createdAt: Millis;
}
