/** Questions to start from. */
export const EXAMPLES: readonly { readonly title: string; readonly text: string }[] = [
  {
    title: 'Slowest routes',
    text: `SELECT
  ServiceName,
  SpanName,
  count() AS requests,
  round(quantile(0.95)(Duration) / 1e6, 1) AS p95_ms
FROM otel_traces
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
  AND SpanKind = 'Server'
GROUP BY ServiceName, SpanName
ORDER BY p95_ms DESC
LIMIT 50`,
  },
  {
    title: 'Errors by minute',
    text: `SELECT
  toStartOfMinute(Timestamp) AS minute,
  ServiceName,
  countIf(StatusCode = 'Error') AS errors,
  count() AS spans
FROM otel_traces
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
GROUP BY minute, ServiceName
HAVING errors > 0
ORDER BY minute DESC`,
  },
  {
    title: 'Longest traces',
    text: `SELECT
  TraceId,
  any(ServiceName) AS service,
  count() AS spans,
  round(max(Duration) / 1e6, 1) AS longest_ms
FROM otel_traces
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
GROUP BY TraceId
ORDER BY longest_ms DESC
LIMIT 100`,
  },
  {
    title: 'Which attributes do spans carry?',
    text: `SELECT
  arrayJoin(mapKeys(SpanAttributes)) AS attribute,
  count() AS spans
FROM otel_traces
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
GROUP BY attribute
ORDER BY spans DESC`,
  },
  {
    title: 'Newest logs',
    text: `SELECT Timestamp, SeverityText, ServiceName, Body, TraceId
FROM otel_logs
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
ORDER BY Timestamp DESC
LIMIT 200`,
  },
];
