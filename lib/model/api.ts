/** What the HTTP API says beside the model's own types; the browser and the routes share it. */
import { z } from 'zod';
import type { Fault, StoreStats } from '@/lib/model/backend';
import { Query } from '@/lib/model/query';

/** POST /api/query. `maxAge`: how long ago, in ms, what is not settled may have been read; absent where a short while is good enough. */
export const QueryRequest = Query.extend({ maxAge: z.number().nonnegative().optional() });
export type QueryRequest = z.infer<typeof QueryRequest>;

/** Body of every answer that is not 2xx. */
export interface ErrorBody {
  readonly error: {
    readonly fault: Fault | 'notFound' | 'forbidden' | 'conflict';
    /** A sentence for a person. */
    readonly message: string;
    readonly executed?: string;
    /** Characters from 0 into the text that the person typed. */
    readonly position?: number;
  };
}

/** GET /api/status: what the shell's foot and the Connect page show. */
export interface Status {
  readonly version: string;
  /** Where senders reach this Hearth, as the operator's settings have it. */
  readonly endpoints: { readonly http: string; readonly grpc: string; readonly app: string };
  readonly store: StoreStats;
  readonly ingest: {
    /** Records (spans, logs, points) taken in over the last minute, per second. */
    readonly perSecond: number;
    /** Median time from a request's arrival to its acknowledgement over the last minute, in ms. */
    readonly lagMillis: number;
    readonly rejected: number;
    /** When the newest record was acknowledged; absent when none has come since the start. */
    readonly lastAt?: number;
  };
  readonly retentionDays: { readonly traces: number; readonly logs: number; readonly metrics: number };
  readonly demo: DemoState;
}

/** `progress` of a back-fill from 0 to 1. */
export type DemoState =
  | { readonly state: 'off' }
  | { readonly state: 'filling'; readonly progress: number }
  | { readonly state: 'live'; readonly since: number }
  | { readonly state: 'failed'; readonly message: string };

/** POST /api/demo */
export const DemoAction = z.object({ action: z.enum(['start', 'stop']) });
export type DemoAction = z.infer<typeof DemoAction>;
