/** What is known of a metric beside its values: what it is, what it is told apart by, which traces stand behind it. */
import { z } from 'zod';
import type { NanosText } from '@/lib/base/time';
import { Filter } from '@/lib/model/filter';

export type MetricType = 'gauge' | 'counter' | 'upDownCounter' | 'histogram' | 'exponentialHistogram' | 'summary';

/** A label of a metric. */
export interface MetricLabel {
  readonly in: 'attributes' | 'resource';
  readonly key: string;
  /** About how many different values it has in the range. */
  readonly values: number;
}

export interface MetricSummary {
  readonly name: string;
  readonly type: MetricType;
  /** As sent, e.g. `s`, `By`, `{stream}`; '' where the sender gave none. */
  readonly unit: string;
  readonly description: string;
  readonly services: readonly string[];
  /** Points in the range. */
  readonly points: number;
  /** About how many series it has in the range. */
  readonly series: number;
  /** The newest point's time, in ms since 1970. */
  readonly lastAt: number;
  /** Most different values first. */
  readonly labels: readonly MetricLabel[];
}

/** Asks for examples of one metric's values. Times in ms since 1970, half open. */
export const ExemplarAsk = z.object({
  metric: z.string().min(1),
  where: Filter.optional(),
  from: z.number(),
  to: z.number(),
  limit: z.number().int().positive().max(1_000).default(100),
});
export type ExemplarAsk = z.infer<typeof ExemplarAsk>;

/** One value as it was recorded, and the span that recorded it. */
export interface Exemplar {
  readonly time: NanosText;
  readonly value: number;
  /** '' where it was recorded outside of any trace. */
  readonly traceId: string;
  readonly spanId: string;
  readonly service: string;
}
