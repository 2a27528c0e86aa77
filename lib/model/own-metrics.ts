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
  /** The value of a rule's worst group when it was judged last, by `alert.id`; in the rule's unit. */
  alertValue: 'hearth.alert.value',
  /** How long a rule's last evaluation took, in ms, by `alert.id`. */
  alertTime: 'hearth.alert.evaluation.time',
  /** How long the rule that is the most overdue waits for its evaluation, in ms. */
  alertLag: 'hearth.alert.evaluation.lag',
  /** 1 for every group that is pending or firing, by `alertname`, `alertstate`, `severity` and its labels: as Prometheus has it. */
  alerts: 'ALERTS',
} as const;
