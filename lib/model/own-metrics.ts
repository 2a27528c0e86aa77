/** What Hearth writes about itself into its own store, every 15 s, under `service.name` hearth: the metrics' names. */
export const OWN_METRICS = {
  /** Records stored since the start, by `signal`: spans, logs, metrics. */
  records: 'hearth.ingest.records',
  /** Median time from a request's arrival to its acknowledgement over the last minute, in ms. */
  lag: 'hearth.ingest.lag',
  /** Records refused since the start. */
  rejected: 'hearth.ingest.rejected',
  /** Parts of the store's tables. */
  parts: 'hearth.store.parts',
  /** Bytes on disk. */
  bytes: 'hearth.store.bytes',
  /** The value that a rule judged last, by `alert.id` (the rule's id) and its group's labels; in the rule's unit. */
  alertValue: 'hearth.alert.value',
} as const;
