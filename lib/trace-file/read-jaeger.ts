/**
 * Jaeger's JSON (what its UI downloads and `/api/traces` answers) as OTLP/JSON, by the rules of the Collector's Jaeger
 * translator: tags that mean a span's kind and status become these, logs become events.
 */
import { listOf, objectOf, textOf, type Fields } from '@/lib/otlp/json-fields';
import { DecodeError } from '@/lib/otlp/wire';

const KINDS = new Map(Object.entries({ internal: 1, server: 2, client: 3, producer: 4, consumer: 5 }));
const ERROR = 2;
const OK = 1;

/** Tags that say something of the span itself. */
const OWN = new Set(['span.kind', 'error', 'otel.status_code', 'otel.status_description', 'otel.scope.name', 'otel.scope.version', 'otel.library.name', 'otel.library.version', 'w3c.tracestate']); // prettier-ignore

/** Whether a file's content is Jaeger's: a list of traces under `data`, each with spans and processes. */
export function isJaeger(content: unknown): boolean {
  const [first] = content !== null && typeof content === 'object' && 'data' in content && Array.isArray(content.data) ? content.data : [];
  return first !== null && typeof first === 'object' && 'spans' in first;
}

/** Throws DecodeError where a part is not what it must be. */
export function jaegerToOtlp(content: unknown): unknown {
  const resourceSpans = listOf(objectOf(content, 'file'), 'data').flatMap((each) => {
    const trace = objectOf(each, 'data');
    const processes = objectOf(trace['processes'], 'processes');
    return listOf(trace, 'spans').map((one) => {
      const span = objectOf(one, 'spans');
      const process = objectOf(processes[textOf(span, 'processID')] ?? span['process'], 'process');
      const resource = [attributeOf('service.name', 'string', textOf(process, 'serviceName')), ...attributes(process, 'tags')];
      const tags = new Map(listOf(span, 'tags').map((tag) => [textOf(objectOf(tag, 'tags'), 'key'), objectOf(tag, 'tags')['value']]));
      const scope = { name: said(tags, 'otel.scope.name') || said(tags, 'otel.library.name'), version: said(tags, 'otel.scope.version') || said(tags, 'otel.library.version') }; // prettier-ignore
      return { resource: { attributes: resource }, scopeSpans: [{ scope, spans: [spanOf(span, tags)] }] };
    });
  });
  return { resourceSpans };
}

function said(tags: ReadonlyMap<string, unknown>, key: string): string {
  const value = tags.get(key);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

function spanOf(span: Fields, tags: ReadonlyMap<string, unknown>): unknown {
  const traceId = idOf(span, 'traceID', 32);
  const references = listOf(span, 'references').map((each) => objectOf(each, 'references'));
  const sameTrace = references.filter((each) => idOf(each, 'traceID', 32) === traceId);
  const parent = sameTrace.find((each) => each['refType'] === 'CHILD_OF') ?? sameTrace[0];
  const parentSpanId = parent ? idOf(parent, 'spanID', 16) : textOf(span, 'parentSpanID').padStart(16, '0');
  const start = micros(span['startTime'], 'startTime');
  return {
    traceId,
    spanId: idOf(span, 'spanID', 16),
    parentSpanId,
    traceState: said(tags, 'w3c.tracestate'),
    name: textOf(span, 'operationName'),
    kind: KINDS.get(said(tags, 'span.kind')) ?? 0,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + micros(span['duration'], 'duration')),
    attributes: attributes(span, 'tags').filter(({ key }) => !OWN.has(key)),
    events: listOf(span, 'logs').map((each) => eventOf(objectOf(each, 'logs'))),
    links: references
      .filter((each) => each !== parent)
      .map((each) => ({ traceId: idOf(each, 'traceID', 32), spanId: idOf(each, 'spanID', 16) })),
    status: { code: statusOf(tags), message: said(tags, 'otel.status_description') },
  };
}

function statusOf(tags: ReadonlyMap<string, unknown>): number {
  const code = said(tags, 'otel.status_code');
  if (code === 'ERROR' || said(tags, 'error') === 'true') return ERROR;
  return code === 'OK' ? OK : 0;
}

function eventOf(log: Fields): unknown {
  const fields = attributes(log, 'fields');
  const name = fields.find(({ key }) => key === 'event' || key === 'message');
  return {
    timeUnixNano: String(micros(log['timestamp'], 'timestamp')),
    name: name?.value.stringValue ?? 'log',
    attributes: fields.filter(({ key }) => key !== 'event'),
  };
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>> & { readonly stringValue?: string };
}

function attributes(of: Fields, name: string): OtlpAttribute[] {
  return listOf(of, name).map((each) => {
    const tag = objectOf(each, name);
    return attributeOf(textOf(tag, 'key'), textOf(tag, 'type'), tag['value']);
  });
}

/** Jaeger's types: string, bool, int64, float64, binary. A value that is not of its type keeps its text. */
function attributeOf(key: string, type: string, value: unknown): OtlpAttribute {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  if (type === 'bool' && /^(true|false)$/i.test(text)) return { key, value: { boolValue: text.toLowerCase() === 'true' } };
  if (type === 'int64' && /^-?\d{1,19}$/.test(text)) return { key, value: { intValue: text } };
  if (type === 'float64' && text.trim() !== '' && Number.isFinite(Number(text))) return { key, value: { doubleValue: Number(text) } };
  if (type === 'binary') return { key, value: { bytesValue: text } };
  return { key, value: { stringValue: text } };
}

/** Ids lose their leading zeros in Jaeger's JSON. */
function idOf(fields: Fields, name: string, digits: number): string {
  return textOf(fields, name).toLowerCase().padStart(digits, '0');
}

/** Microseconds, as nanoseconds. */
function micros(value: unknown, name: string): bigint {
  const text = String(value ?? 0);
  if (/^\d{1,19}$/.test(text)) return BigInt(text) * 1_000n;
  throw new DecodeError(`“${name}” must be a whole number of microseconds.`);
}
