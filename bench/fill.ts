/** Spans made by the engine itself, so that figures can be taken on many millions of them within a minute or two. */
import type { Transport } from '@/lib/backends/clickhouse/transport';

/** Spans of one trace: an entry span, and what it calls. */
const SPANS_PER_TRACE = 20;

const DAY_SECONDS = 86_400;

const id = (expression: string) => `leftPad(lower(hex(${expression})), 16, '0')`;

/**
 * One day's spans. n: the span's number over all days, t: its trace's, k: its place in the trace (0 is the root), h: a
 * hash of n, s: a hash of t.
 */
const STATEMENT = `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName, ResourceAttributes,
  ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode, StatusMessage, Flags, Level, SpanAttributeTypes, IngestRequest)
WITH
  number + {first:UInt64} AS n, intDiv(n, ${String(SPANS_PER_TRACE)}) AS t, n % ${String(SPANS_PER_TRACE)} AS k,
  sipHash64(n, 1) AS h, sipHash64(t, 2) AS s,
  ['api', 'checkout', 'search', 'media', 'billing'] AS services,
  ['/api/v1/streams', '/api/v1/streams/{id}', '/v1/search/query', '/api/v1/highlights', '/health', '/api/v1/quota', '/v1/orders', '/v1/users/{id}'] AS routes,
  services[1 + (s + intDiv(k, 5)) % 5] AS service, routes[1 + s % 8] AS route,
  k = 0 ? 'entry' : (k % 3 = 0 ? 'db' : (k % 3 = 1 ? 'inner' : 'http')) AS sort,
  if(h % 50 = 0, 'Error', 'Unset') AS status,
  toUInt64(1e6 * exp(4 - k / 10 + (h % 1000) / 400)) AS length
SELECT
  fromUnixTimestamp64Nano(toInt64({start:UInt64} * 1000000000 + toUInt64(number / {count:UInt64} * ${String(DAY_SECONDS)}e9) + h % 1000000)) AS Timestamp,
  ${id('sipHash64(t, 3)')} || ${id('sipHash64(t, 4)')} AS TraceId, ${id('h')} AS SpanId,
  if(k = 0, '', ${id(`sipHash64(n - 1 - h % k, 1)`)}) AS ParentSpanId,
  multiIf(sort = 'entry', 'POST ' || route, sort = 'db', 'SELECT ' || ['streams', 'users', 'quota', 'orders'][1 + h % 4],
    sort = 'http', 'GET', ['validate', 'check_quota', 'detect_platform', 'save_stream', 'start_stream'][1 + h % 5]) AS SpanName,
  multiIf(sort = 'entry', 'Server', sort = 'inner', 'Internal', 'Client') AS SpanKind, service AS ServiceName,
  map('service.name', service, 'service.version', '1.' || toString({version:UInt8}), 'deployment.environment.name', 'production', 'host.name', 'host-' || toString(length(service)),
    'telemetry.sdk.language', 'python', 'service.instance.id', service || '-' || toString(s % 2)) AS ResourceAttributes,
  'opentelemetry.instrumentation.' || sort AS ScopeName, '0.50b0' AS ScopeVersion,
  mapConcat(map('tenant.id', 'tenant-' || toString(s % 12), 'user.id', 'user-' || toString(s % 500), 'thread.id', toString(h % 8), 'thread.name', 'worker',
      'code.function', 'handler', 'operation.type', 'update', 'session.id', toString(s % 2000)),
    multiIf(sort = 'db', map('db.system.name', 'postgresql', 'db.operation.name', 'SELECT', 'db.namespace', 'main', 'server.address', 'db', 'server.port', '5432'),
      sort = 'inner', map('step', toString(k), 'platform', 'twitch', 'a', '1', 'b', '2', 'c', '3'),
      map('http.request.method', 'POST', 'http.route', route, 'http.response.status_code', if(status = 'Error', '500', '200'), 'server.address', 'api', 'url.scheme', 'https'))) AS SpanAttributes,
  length AS Duration, status AS StatusCode, if(status = 'Error', 'it broke', '') AS StatusMessage, 257 AS Flags, if(status = 'Error', 17, 9) AS Level,
  '{"thread.id":"int"}' AS SpanAttributeTypes, sipHash64(intDiv(n, 512), 9) AS IngestRequest
FROM numbers({count:UInt64})`;

/**
 * Fills an empty store with about `count` spans of 12 attributes, evenly over the last `days` days up to now. The same
 * arguments make the same spans, but for their times.
 */
export async function fillSpans(transport: Transport, count: number, days: number): Promise<void> {
  const now = Math.floor(Date.now() / 1_000);
  const perDay = Math.ceil(count / days / SPANS_PER_TRACE) * SPANS_PER_TRACE;
  for (let day = 0; day < days; day++) {
    await transport.command(STATEMENT, { first: day * perDay, count: perDay, version: day % 3, start: now - (days - day) * DAY_SECONDS });
  }
}
