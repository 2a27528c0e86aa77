/** Which running spans no end will come of: see lib/model/running.ts. */
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import { keepsBeginnings, type Reading } from '@/lib/backends/clickhouse/run-rows-reading';
import { millis, millisFromNanos, nanosFromText, type Millis, type NanosText } from '@/lib/base/time';
import { isSilent, SILENCE, SILENCE_AFTER_RESTART } from '@/lib/model/running';
import { sql } from '@/lib/sql/sql';

export interface RunningSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly time: NanosText;
}

/** First and last sign of life of one process in the time that was looked at. */
interface Signs {
  readonly service: string;
  readonly first: number;
  readonly last: number;
}

/** The ids of those of `spans` whose process has fallen silent. One that began less than a minute ago cannot have. */
export async function lostOf(
  spans: readonly RunningSpan[],
  { ask, layout, now }: Omit<Reading, 'dialect' | 'running'>,
): Promise<Set<string>> {
  const old = spans.filter(({ time }) => millisFromNanos(nanosFromText(time)) <= now - SILENCE_AFTER_RESTART);
  if (old.length === 0 || !keepsBeginnings(layout)) return new Set();
  const owners = await ask(sql`SELECT SpanId, ServiceName, Process FROM hearth_pending_spans
WHERE TraceId IN ${old.map(({ traceId }) => traceId)} AND SpanId IN ${old.map(({ spanId }) => spanId)}`);
  const services = [...new Set(owners.map(([, service]) => String(service)))];
  // twice the silence: a process that was first heard of in its second half was not heard of for that long before
  const since = withinTime(sql`Timestamp`, millis(now - 2 * SILENCE), millis(now + SILENCE));
  const signs = sql`ServiceName IN ${services} AND ${since}`;
  const heard = await ask(sql`SELECT Process, ServiceName, toUnixTimestamp64Milli(min(began)), toUnixTimestamp64Milli(max(until)) FROM (
SELECT Process, ServiceName, Timestamp AS began, addNanoseconds(Timestamp, Duration) AS until FROM otel_traces WHERE ${signs}
UNION ALL SELECT Process, ServiceName, Timestamp, Timestamp FROM hearth_pending_spans WHERE ${signs}
UNION ALL SELECT Process, ServiceName, Timestamp, Timestamp FROM otel_logs WHERE ${signs}
) GROUP BY Process, ServiceName`);
  const processes = new Map<string, Signs>(
    heard.map(([process, service, first, last]) => [
      `${String(service)}/${String(process)}`,
      { service: String(service), first: Number(first), last: Number(last) },
    ]),
  );
  const silent = owners.filter(([, service, process]) => hasFallenSilent(String(service), String(process), processes, now));
  return new Set(silent.map(([spanId]) => String(spanId)));
}

function hasFallenSilent(service: string, process: string, processes: ReadonlyMap<string, Signs>, now: Millis): boolean {
  const own = processes.get(`${service}/${process}`);
  if (!own) return true;
  const restarted = [...processes.values()].some((other) => other !== own && other.service === service && other.first > own.last);
  return isSilent(millis(now - own.last), restarted);
}
