/** Who calls whom: services that send telemetry, and what they call that does not. */
import { z } from 'zod';
import type { TimeRange } from '@/lib/base/time';
import { instantParameter, isRange } from '@/lib/model/checked-time';

export type MapNodeKind = 'service' | 'database' | 'queue' | 'llm' | 'host';

export interface MapNode {
  /** `<kind>:<name>`, of a database `database:<system>/<name>`: one per map. */
  readonly id: string;
  readonly kind: MapNodeKind;
  readonly name: string;
  /** What it runs on, e.g. `postgresql`, `celery`, `openai`; '' for services and hosts. */
  readonly system: string;
  /** Of a service: its entry spans. Of anything else: the calls to it. Durations in ns; absent where nothing was measured. */
  readonly figures: CallFigures;
}

export interface MapEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly figures: CallFigures;
}

export interface CallFigures {
  readonly count: number;
  readonly errors: number;
  readonly p50?: number;
  readonly p95?: number;
  /** On the map of one trace: ns that a service worked itself, or that calls took, added up. */
  readonly time?: number;
}

export interface ServiceMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** What the counts are of: the range asked for, widened to the roll-up's buckets, and no further than now. */
  readonly covers: TimeRange;
  /** The text that ran. */
  readonly executed: string;
  /** A limit cut it: the busiest calls only. */
  readonly partial: boolean;
  /** How far behind the roll-up is that this is read from: the age, in seconds, of the oldest span in the range that is not counted yet. */
  readonly lagSeconds: number;
}

/** GET /api/service-map?from=…&to=…&environment=a,b: instants in ms since 1970; no environment means all. */
export const ServiceMapAsk = z
  .object({
    from: instantParameter,
    to: instantParameter,
    environment: z
      .string()
      .max(2_000)
      .default('')
      .transform((text) => text.split(',').filter((name) => name !== '')),
  })
  .refine(...isRange);
