/** A log as it is read whole. */
import { z } from 'zod';
import type { NanosText } from '@/lib/base/time';
import type { Attribute, AttributeType } from '@/lib/model/attribute';

/** Which log: its time in ns since 1970, and its `id` among the logs of that nanosecond (see `LogRow`). */
export const LogRef = z.object({
  time: z
    .string()
    .regex(/^\d{1,19}$/, 'A time is a decimal number of nanoseconds.')
    .transform((text) => text as NanosText),
  id: z.string().regex(/^\d{1,20}$/, 'The id of a log is a decimal number.'),
});
export type LogRef = z.infer<typeof LogRef>;

/** Everything that is stored of one log. */
export interface LogDetail {
  readonly time: NanosText;
  /** '' where it was written outside of any trace. */
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  readonly service: string;
  /** 0 where none was given. */
  readonly severity: number;
  readonly severityText: string;
  /** A map or an array is JSON. */
  readonly body: { readonly type: AttributeType; readonly text: string };
  readonly eventName: string;
  readonly tags: readonly string[];
  readonly scope: { readonly name: string; readonly version: string };
  readonly attributes: readonly Attribute[];
  readonly resource: readonly Attribute[];
}
