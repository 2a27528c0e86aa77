/** What the live view is sent while it is open: records as they are stored, through a filter, never more than a page can draw. */
import { z } from 'zod';
import type { Millis } from '@/lib/base/time';
import type { RecordRow } from '@/lib/model/answer';
import { Field } from '@/lib/model/field';
import { Filter } from '@/lib/model/filter';

export const LiveSignal = z.enum(['spans', 'logs']);
export type LiveSignal = z.infer<typeof LiveSignal>;

/** Which records to send. */
export const TailAsk = z.object({
  signals: z.array(LiveSignal).min(1).max(2),
  where: Filter.optional(),
  /** Only what begins a tree: spans without a parent, logs outside of any trace. Growth is told of all traces all the same. */
  roots: z.boolean(),
  /** Extra values of each row, as in a RowsSpec. */
  fields: z.array(Field).max(24),
  /** Only records that happened (spans: that ended) at most so many ms before they came: a back-fill of last week is not news. */
  within: z
    .number()
    .positive()
    .transform((value) => value as Millis)
    .optional(),
  /** Cursor of the last batch that came: what was stored since is sent first, so that a broken connection leaves no gap. */
  after: z.string().max(200).optional(),
});
export type TailAsk = z.infer<typeof TailAsk>;

/** By how much a trace grew: counts of spans that pass the filter or not, running ones left out. */
export interface TraceGrowth {
  readonly traceId: string;
  readonly spans: number;
  readonly errors: number;
}

/**
 * `mode`: first, and again when it changes. `pushed`: records come as they are stored; otherwise the store is asked every
 * `every` ms, for the reason given.
 *
 * `records`: rows in the order in which they were stored; `left`: how many more passed the filter and were not sent, since they
 * were too many. A span with the duration '-1' is running; it comes once more, under the same ids, when it has ended, or is among
 * `gone` where it does not pass the filter any more. `traces`: what came of each trace since the event before; `tracesLeft`: how
 * many more traces grew. Where the store is polled, nothing is told of growth; each row of a span has its `trace` instead.
 *
 * `gap`: the cursor was too old: what came between must be queried. `fault`: the store could not be asked; it is asked again.
 */
export type TailEvent =
  | { readonly kind: 'mode'; readonly pushed: true }
  | { readonly kind: 'mode'; readonly pushed: false; readonly every: Millis; readonly reason: string }
  | {
      readonly kind: 'records';
      readonly rows: readonly RecordRow[];
      readonly left: number;
      readonly gone: readonly { readonly traceId: string; readonly spanId: string }[];
      readonly traces: readonly TraceGrowth[];
      readonly tracesLeft: number;
      readonly cursor: string;
    }
  | { readonly kind: 'gap'; readonly cursor: string }
  | { readonly kind: 'fault'; readonly message: string };
