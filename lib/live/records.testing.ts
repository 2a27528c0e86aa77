/** Records that were stored, for tests. */
import { nanos, nowMillis } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { IngestRequest, LogRecord, Span } from '@/lib/model/telemetry';

const RESOURCE = { attributes: [{ key: 'service.name', type: 'string', text: 'api' }], schemaUrl: '' } as const;
const SCOPE = { name: 'test', version: '', attributes: [], schemaUrl: '' } as const;

/** A span's id from a small number. */
export function spanId(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** Attributes with texts as values. */
export function attributes(values: Readonly<Record<string, string>>): Attribute[] {
  return Object.entries(values).map(([key, text]) => ({ key, type: 'string', text }));
}

/** A root span that ended just now; `number` becomes its id, and its trace's. */
export function span(number: number, own: Partial<Span> = {}): Span {
  return {
    resource: RESOURCE,
    scope: SCOPE,
    traceId: number.toString(16).padStart(32, '0'),
    spanId: spanId(number),
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: 'work',
    kind: 'Internal',
    start: nanos(BigInt(nowMillis()) * 1_000_000n),
    duration: nanos(1_000n),
    statusCode: 'Unset',
    statusMessage: '',
    attributes: [],
    events: [],
    links: [],
    message: '',
    level: 9,
    tags: [],
    ...own,
  };
}

/** A log of just now, outside of any trace. */
export function log(own: Partial<LogRecord> = {}): LogRecord {
  return {
    resource: RESOURCE,
    scope: SCOPE,
    time: nanos(BigInt(nowMillis()) * 1_000_000n),
    traceId: '',
    spanId: '',
    flags: 0,
    severity: 9,
    severityText: 'INFO',
    body: { type: 'string', text: 'hello' },
    eventName: '',
    attributes: [],
    tags: [],
    ...own,
  };
}

/** A request of these records. */
export function request(records: Partial<IngestRequest>): IngestRequest {
  return { id: 1n, spans: [], pendingSpans: [], logs: [], points: [], ...records };
}
