/** Telemetry made by the engine itself, so that figures can be taken on many millions of spans within minutes. */
import type { Transport } from '@/lib/backends/clickhouse/transport';

/** Spans of one trace: an entry span, and what it calls. */
const SPANS_PER_TRACE = 20;

const DAY_SECONDS = 86_400;

/** Spans that one statement makes at most: its memory stays small. */
const MOST_AT_ONCE = 1_000_000;

const id = (expression: string) => `leftPad(lower(hex(${expression})), 16, '0')`;

/**
 * Spans from `start` on. n: the span's number over all days, t: its trace's, k: its place in the trace (0 is the root), h: a
 * hash of n, s: a hash of t. A trace is a request, its inner steps, and what they call: databases, a cache, another host, a
 * queue whose consumer runs a task (and links to what sent it), a language model. One span in 50 fails, with an exception.
 */
const SPANS = `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName, ResourceAttributes,
  ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode, StatusMessage, Flags, Level, SpanAttributeTypes, IngestRequest,
  Events.Timestamp, Events.Name, Events.Attributes, Events.AttributeTypes, Tags, Links.TraceId, Links.SpanId, Links.TraceState, Links.Attributes, Links.AttributeTypes)
WITH
  number + {first:UInt64} AS n, intDiv(n, ${String(SPANS_PER_TRACE)}) AS t, n % ${String(SPANS_PER_TRACE)} AS k,
  sipHash64(n, 1) AS h, sipHash64(t, 2) AS s,
  ['api', 'checkout', 'search', 'media', 'billing'] AS services,
  ['/api/v1/streams', '/api/v1/streams/{id}', '/v1/search/query', '/api/v1/highlights', '/health', '/api/v1/quota', '/v1/orders', '/v1/users/{id}'] AS routes,
  ['validate', 'start_stream', 'probe_stream', 'create_highlight', 'detect_highlights_with_ai', 'redis:publish_event'] AS steps,
  ['ingest_stream', 'transcode', 'index_highlights'] AS tasks,
  services[1 + (s + intDiv(k, 5)) % 5] AS service, routes[1 + s % 8] AS route,
  ['entry', 'step', 'http', 'db', 'step', 'http', 'db', 'step', 'cache', 'db', 'send', 'task', 'step', 'model', 'db', 'step', 'cache', 'step', 'http', 'db'][1 + k] AS sort,
  h % 50 = 0 AS failed, if(failed, 'Error', 'Unset') AS status,
  ['TimeoutError', 'KeyError', 'ValidationError'][1 + intDiv(h, 50) % 3] AS exception,
  toUInt64(1e6 * exp(4 - k / 10 + (h % 1000) / 400)) AS length,
  fromUnixTimestamp64Nano(toInt64({start:UInt64} * 1000000000 + toUInt64(number / {count:UInt64} * {seconds:UInt64} * 1e9) + h % 1000000)) AS at
SELECT
  at AS Timestamp,
  ${id('sipHash64(t, 3)')} || ${id('sipHash64(t, 4)')} AS TraceId, ${id('h')} AS SpanId,
  if(k = 0, '', ${id(`sipHash64(n - 1 - h % k, 1)`)}) AS ParentSpanId,
  multiIf(sort = 'entry', 'POST ' || route, sort = 'db', 'SELECT ' || ['streams', 'users', 'quota', 'orders'][1 + h % 4], sort = 'cache', 'GET',
    sort = 'http', 'GET', sort = 'send', 'send default', sort = 'task', 'run/' || tasks[1 + h % 3], sort = 'model', 'chat m-large', steps[1 + h % 6]) AS SpanName,
  multiIf(sort = 'entry', 'Server', sort = 'step', 'Internal', sort = 'send', 'Producer', sort = 'task', 'Consumer', 'Client') AS SpanKind, service AS ServiceName,
  map('service.name', service, 'service.version', '1.' || toString({version:UInt8}), 'deployment.environment.name', 'production', 'host.name', 'host-' || toString(length(service)),
    'telemetry.sdk.language', 'python', 'service.instance.id', service || '-' || toString(s % 2)) AS ResourceAttributes,
  'opentelemetry.instrumentation.' || sort AS ScopeName, '0.50b0' AS ScopeVersion,
  mapConcat(map('tenant.id', 'tenant-' || toString(s % 12), 'user.id', 'user-' || toString(s % 500), 'thread.id', toString(h % 8), 'thread.name', 'worker',
      'code.function', 'handler', 'operation.type', ['update', 'search', 'provision'][1 + s % 3], 'session.id', toString(s % 2000)),
    multiIf(sort = 'db', map('db.system.name', 'postgresql', 'db.operation.name', 'SELECT', 'db.namespace', 'main', 'server.address', 'db', 'server.port', '5432'),
      sort = 'cache', map('db.system.name', 'redis', 'db.operation.name', 'GET', 'server.address', 'cache'),
      sort = 'step', map('step', toString(k), 'platform', ['twitch', 'youtube', 'rtmp'][1 + h % 3], 'method', 'ai', 'event_type', 'progress', 'subscribers', toString(h % 4)),
      sort IN ('send', 'task'), map('messaging.system', 'celery', 'messaging.destination.name', ['default', 'slow'][1 + h % 2], 'celery.task_name', tasks[1 + h % 3]),
      sort = 'model', map('gen_ai.provider.name', 'openai', 'gen_ai.request.model', 'm-large', 'gen_ai.response.model', 'm-large', 'gen_ai.usage.input_tokens', toString(h % 2000),
        'gen_ai.usage.output_tokens', toString(h % 300), 'operation.cost', toString((h % 100) / 10000)),
      map('http.request.method', 'POST', 'http.route', route, 'http.response.status_code', if(failed, '500', '200'), 'server.address', ['api', 'media', 'partner.example'][1 + s % 3], 'url.scheme', 'https'))) AS SpanAttributes,
  length AS Duration, status AS StatusCode, if(failed, 'it broke', '') AS StatusMessage, 257 AS Flags, if(failed, 17, 9) AS Level,
  '{"thread.id":"int"}' AS SpanAttributeTypes, sipHash64(intDiv(n, 512), 9) AS IngestRequest,
  if(failed, [at], []) AS \`Events.Timestamp\`, if(failed, ['exception'], []) AS \`Events.Name\`,
  if(failed, [map('exception.type', exception, 'exception.message', 'no answer from host ' || toString(h % 97) || ' after ' || toString(h % 30) || ' s',
    'exception.stacktrace', 'File "handler.py", line 12, in handle')], []) AS \`Events.Attributes\`, if(failed, [''], []) AS \`Events.AttributeTypes\`,
  multiIf(k = 0, [['web', 'mobile', 'batch'][1 + s % 3], 'v2'], sort = 'model', ['llm'], []) AS Tags,
  if(sort = 'task', [TraceId], []) AS \`Links.TraceId\`, if(sort = 'task', [${id('sipHash64(n - 1, 1)')}], []) AS \`Links.SpanId\`, if(sort = 'task', [''], []) AS \`Links.TraceState\`,
  if(sort = 'task', [map()], [])::Array(Map(LowCardinality(String), String)) AS \`Links.Attributes\`, if(sort = 'task', [''], []) AS \`Links.AttributeTypes\`
FROM numbers({count:UInt64}) SETTINGS max_insert_threads = 2`;

/** What an SDK that tells of spans as they begin would have sent in the last day: all of them, and some whose end never came. */
const PENDING = `INSERT INTO hearth_pending_spans (Timestamp, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName, ResourceAttributes, SpanAttributes, Level)
SELECT Timestamp, TraceId, if(sipHash64(SpanId, 1) % 2000 = 0, reverse(SpanId), SpanId), ParentSpanId, SpanName, SpanKind, ServiceName, ResourceAttributes, SpanAttributes, 9
FROM otel_traces WHERE Timestamp >= now() - INTERVAL 1 DAY`;

/** A log for every twenty spans. */
const LOGS = `INSERT INTO otel_logs (Timestamp, SeverityText, SeverityNumber, ServiceName, Body, ResourceAttributes, LogAttributes, IngestRequest)
WITH sipHash64(number, {start:UInt64}) AS h, ['api', 'checkout', 'search', 'media', 'billing'][1 + h % 5] AS service, multiIf(h % 40 = 0, 17, h % 10 = 0, 13, 9) AS severity
SELECT fromUnixTimestamp64Nano(toInt64({start:UInt64} * 1000000000 + toUInt64(number / {count:UInt64} * {seconds:UInt64} * 1e9))), multiIf(severity = 17, 'ERROR', severity = 13, 'WARN', 'INFO'), severity,
  service, 'request ' || toString(h) || ' was handled', map('service.name', service, 'deployment.environment.name', 'production'), map('tenant.id', 'tenant-' || toString(h % 12)), sipHash64(intDiv(number, 512), 5)
FROM numbers({count:UInt64})`;

/** What hosts, queues and the business report once a minute: about 3 million points in 30 days. */
const POINTS = [
  `INSERT INTO otel_metrics_gauge (ResourceAttributes, ServiceName, MetricName, MetricUnit, Attributes, StartTimeUnix, TimeUnix, Value)
WITH number % 36 AS series, ['system.cpu.utilization', 'system.memory.utilization', 'queue.size', 'streams.active'][1 + series % 4] AS name
SELECT map('service.name', 'host-agent', 'host.name', 'host-' || toString(intDiv(series, 4))), 'host-agent', name, '1', multiIf(name = 'queue.size', map('queue', 'default'), name = 'streams.active', map('platform', 'twitch'), map('state', 'used')),
  toDateTime64({start:UInt64}, 9), toDateTime64({start:UInt64} + intDiv(number, 36) * 60, 9), (sipHash64(number) % 1000) / 1000 FROM numbers({minutes:UInt64} * 36)`,
  `INSERT INTO otel_metrics_sum (ResourceAttributes, ServiceName, MetricName, MetricUnit, Attributes, StartTimeUnix, TimeUnix, Value, AggregationTemporality, IsMonotonic)
WITH number % 24 AS series, ['system.network.io', 'system.disk.io', 'streams.started', 'streams.completed', 'streams.failed', 'highlights.detected'][1 + series % 6] AS name
SELECT map('service.name', 'media', 'host.name', 'host-' || toString(intDiv(series, 6))), 'media', name, '1', if(name LIKE 'system%', map('direction', 'read'), map('platform', 'twitch', 'organization_id', 'tenant-' || toString(series % 12), 'method', 'ai')),
  toDateTime64({start:UInt64}, 9), toDateTime64({start:UInt64} + intDiv(number, 24) * 60, 9), intDiv(number, 24) * 3, 2, true FROM numbers({minutes:UInt64} * 24)`,
  `INSERT INTO otel_metrics_histogram (ResourceAttributes, ServiceName, MetricName, MetricUnit, Attributes, StartTimeUnix, TimeUnix, Count, Sum, BucketCounts, ExplicitBounds, Min, Max, AggregationTemporality)
WITH number % 8 AS series, intDiv(number, 8) AS turn
SELECT map('service.name', 'media'), 'media', 'processing.duration', 's', map('stage', ['probe', 'ingest', 'transcode', 'detect'][1 + series % 4], 'platform', 'twitch'),
  toDateTime64({start:UInt64}, 9), toDateTime64({start:UInt64} + turn * 60, 9), turn * 6, turn * 9., [turn, turn * 3, turn * 2, 0], [0.5, 1, 5], 0.1, 4.5, 2 FROM numbers({minutes:UInt64} * 8)`,
];

/**
 * Fills an empty store with about `count` spans of 12 attributes, evenly over the last `days` days up to now, a log for every
 * twenty of them, the beginnings of the last day's, and metrics. The same arguments make the same records, but for their times.
 */
export async function fill(transport: Transport, count: number, days: number): Promise<void> {
  const now = Math.floor(Date.now() / 1_000);
  const slices = Math.max(days, Math.ceil(count / MOST_AT_ONCE));
  const seconds = Math.floor((days * DAY_SECONDS) / slices);
  const each = Math.ceil(count / slices / SPANS_PER_TRACE) * SPANS_PER_TRACE;
  for (let slice = 0; slice < slices; slice++) {
    const start = now - (slices - slice) * seconds;
    await transport.command(SPANS, { first: slice * each, count: each, version: slice % 3, start, seconds });
    await transport.command(LOGS, { count: each / SPANS_PER_TRACE, start, seconds });
  }
  await transport.command(PENDING);
  for (const statement of POINTS) await transport.command(statement, { start: now - days * DAY_SECONDS, minutes: days * 1_440 });
}
