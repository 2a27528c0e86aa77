/** Who calls whom: services that send telemetry, and what they call that does not. */

export type MapNodeKind = 'service' | 'database' | 'queue' | 'llm' | 'host';

export interface MapNode {
  /** `<kind>:<name>`: one per map. */
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
}

export interface ServiceMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** The text that ran. */
  readonly executed: string;
  /** A limit cut it: the busiest calls only. */
  readonly partial: boolean;
  /** Seconds behind now up to which calls are counted: the roll-up that this is read from is brought up to date that often. */
  readonly lagSeconds: number;
}
