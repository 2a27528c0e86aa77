/** The browser's side of Hearth's HTTP API. */
import type { TimeRange } from '@/lib/base/time';
import type { SpanRow } from '@/lib/model/answer';
import type { DemoAction, DemoState, ErrorBody, Status } from '@/lib/model/api';
import type { Suggest, Suggestion } from '@/lib/model/backend';
import type { Exemplar, ExemplarAsk } from '@/lib/model/metric';
import type { ServiceMap } from '@/lib/model/service-map';
import type { FileSpans, SpanDetail } from '@/lib/model/trace';

/** A failure that the server explained, or that kept the server from answering (fault `unreachable`). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly details: ErrorBody['error'],
    /** All that the server said, where that is more than `details`. */
    readonly body?: unknown,
  ) {
    super(details.message);
  }
}

/** Asks the server, and answers with what came back. Throws ApiError for anything but a success. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, { fault: 'unreachable', message: 'Hearth does not answer. Is it still running?' });
  }
  if (response.ok) return response;
  const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  throw new ApiError(
    response.status,
    body?.error ?? { fault: 'failed', message: `Hearth answered ${response.status} without a reason.` },
    body,
  );
}

/** Asks for JSON. Throws ApiError. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send(path, signal ? { signal } : {})).json()) as T;
}

/** Sends `body` as JSON, and answers with what came back. Throws ApiError. */
export async function write<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await (await send(path, signal ? { ...init, signal } : init)).json()) as T;
}

function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return write('POST', path, body, signal);
}

/** Keys or values that begin or go on with what was typed. */
export function fetchSuggestions(ask: Suggest, signal?: AbortSignal): Promise<Suggestion[]> {
  return post('/api/suggest', ask, signal);
}

/** Examples of a metric's values, newest first. */
export function fetchExemplars(ask: ExemplarAsk, signal?: AbortSignal): Promise<Exemplar[]> {
  return post('/api/metrics/exemplars', ask, signal);
}

/** Everything of one span. */
export function fetchSpan(traceId: string, spanId: string, signal?: AbortSignal): Promise<SpanDetail> {
  return get(`/api/traces/${encodeURIComponent(traceId)}/spans/${encodeURIComponent(spanId)}`, signal);
}

/** Spans of `range` that link to a span, newest first. Throws ApiError. */
export function fetchLinksTo(traceId: string, spanId: string, { from, to }: TimeRange, signal?: AbortSignal): Promise<SpanRow[]> {
  const range = new URLSearchParams({ from: String(from), to: String(to) });
  return get(`/api/traces/${encodeURIComponent(traceId)}/spans/${encodeURIComponent(spanId)}/links?${range.toString()}`, signal);
}

/** The spans of a file of OTLP or Jaeger JSON; nothing of it is stored. Throws ApiError with why it can't be shown. */
export async function openTraceFile(file: Blob, signal?: AbortSignal): Promise<FileSpans> {
  const init = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file };
  return (await (await send('/api/trace-files', signal ? { ...init, signal } : init)).json()) as FileSpans;
}

/** The state of this Hearth: addresses, store, ingest, demo. */
export function fetchStatus(signal?: AbortSignal): Promise<Status> {
  return get('/api/status', signal);
}

/** Tables and columns for the SQL editor's completion. */
export function fetchSchema(signal?: AbortSignal): Promise<{ table: string; columns: { name: string; type: string }[] }[]> {
  return get('/api/schema', signal);
}

/** Who calls whom in `range`, in these environments (none: in all). Throws ApiError. */
export function fetchServiceMap({ from, to }: TimeRange, environments: readonly string[], signal?: AbortSignal): Promise<ServiceMap> {
  const search = new URLSearchParams({ from: String(from), to: String(to), environment: environments.join(',') });
  return get(`/api/service-map?${search.toString()}`, signal);
}

/** Starts or stops the demo system. */
export function switchDemo(action: DemoAction): Promise<DemoState> {
  return post('/api/demo', action);
}
