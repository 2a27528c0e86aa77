/**
 * The conventions of Pydantic Logfire's SDKs: what `logfire.*` attributes ask a receiver to do. A span without any of them
 * gets the same treatment with their defaults, so that plain OpenTelemetry spans have a level, too.
 */
import { nanos, type Nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import { CARRIERS, ERROR_SEVERITY, INFO_SEVERITY, PARENT_IS_REMOTE, WARN_SEVERITY } from '@/lib/model/semantics';
import type { LogRecord, Span, SpanEvent } from '@/lib/model/telemetry';
import { parseBySchema } from '@/lib/otlp/logfire-schema';
import type { SentSpan } from '@/lib/otlp/sent';

/** A pending span's duration: no end is known yet. */
const NO_END: Nanos = nanos(-1n);

const NO_PARENT = '0000000000000000';
const NONE: readonly string[] = [];

/** What a span turns out to be. */
export type Normalised =
  | { readonly as: 'span'; readonly span: Span }
  | { readonly as: 'pending'; readonly span: Span }
  | { readonly as: 'log'; readonly log: LogRecord };

/** What the consumed attributes said, and the attributes that stay. */
interface Conventions {
  readonly spanType: string;
  readonly message: string;
  readonly level: number | undefined;
  readonly tags: readonly string[];
  readonly pendingParent: string;
  readonly attributes: readonly Attribute[];
}

const UNCONVENTIONAL: Omit<Conventions, 'attributes'> = { spanType: '', message: '', level: undefined, tags: NONE, pendingParent: '' };

function tagsOf(attribute: Attribute): readonly string[] {
  if (attribute.type !== 'array') return attribute.text === '' ? NONE : [attribute.text];
  const tags = JSON.parse(attribute.text) as unknown[];
  return tags.map((tag) => (typeof tag === 'string' ? tag : JSON.stringify(tag)));
}

/** OpenTelemetry's severity numbers run from 1 to 24; anything else says nothing. */
function levelOf(text: string): number | undefined {
  const level = Number(text);
  return Number.isInteger(level) && level >= 1 && level <= 24 ? level : undefined;
}

function conventions(attributes: readonly Attribute[]): Conventions {
  let has = false;
  for (const { key } of attributes) {
    if (key.startsWith('logfire.')) {
      has = true;
      break;
    }
  }
  if (!has) return { ...UNCONVENTIONAL, attributes };
  const found: { -readonly [K in keyof typeof UNCONVENTIONAL]: (typeof UNCONVENTIONAL)[K] } = { ...UNCONVENTIONAL };
  const kept: Attribute[] = [];
  let schema: string | undefined;
  for (const attribute of attributes) {
    const { key, text } = attribute;
    if (key === 'logfire.span_type') found.spanType = text;
    else if (key === 'logfire.msg') found.message = text;
    else if (key === 'logfire.level_num') found.level = levelOf(text);
    else if (key === 'logfire.tags') found.tags = tagsOf(attribute);
    else if (key === 'logfire.pending_parent_id') found.pendingParent = text;
    else {
      if (key === 'logfire.json_schema') schema = text;
      kept.push(attribute);
    }
  }
  return { ...found, attributes: schema === undefined ? kept : parseBySchema(kept, schema) };
}

/** The HTTP status that a server or client span ended with; 0 for none. */
function httpStatus(attributes: readonly Attribute[]): number {
  for (const { key, text } of attributes) {
    if (key === 'http.response.status_code' || key === 'http.status_code') return Number(text) || 0;
  }
  return 0;
}

/** The level of a span that names none: by its status, then as Logfire's SDKs judge HTTP spans (a client's 4xx is an error, a server's a warning). */
function impliedLevel(span: SentSpan): number {
  if (span.statusCode === 'Error') return ERROR_SEVERITY;
  if (span.kind !== 'Server' && span.kind !== 'Client') return INFO_SEVERITY;
  const status = httpStatus(span.attributes);
  if (status >= 500 || (status >= 400 && span.kind === 'Client')) return ERROR_SEVERITY;
  return status >= 400 ? WARN_SEVERITY : INFO_SEVERITY;
}

const SEVERITY_TEXTS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** OpenTelemetry's short names, four numbers each; 10 is what Logfire calls a notice. */
function severityText(level: number): string {
  return level === 10 ? 'NOTICE' : (SEVERITY_TEXTS[Math.floor((level - 1) / 4)] ?? '');
}

const isException = (event: SpanEvent): boolean => event.name === 'exception';

/**
 * A log record has no place for links or for events other than its one exception; a span that has them stays a span. So does what a
 * language model used, which is looked for on spans: of an answer that was streamed, the SDK tells it when the stream is over, and not
 * on the span of the call.
 */
function fitsLog(span: SentSpan): boolean {
  return span.links.length === 0 && span.events.length <= 1 && span.events.every(isException) && !span.attributes.some(isUsage);
}

function isUsage({ key }: Attribute): boolean {
  return CARRIERS.inputTokens.attributes.includes(key) || CARRIERS.outputTokens.attributes.includes(key);
}

const SECOND_NANOS = 1e9;

/** How long a stream took that is told when it is over: in seconds, as the SDK says it; 0 where it does not. */
function streamed(attributes: readonly Attribute[]): bigint {
  const seconds = Number(attributes.find(({ key }) => key === 'duration')?.text);
  return seconds > 0 && seconds < Infinity ? BigInt(Math.round(seconds * SECOND_NANOS)) : 0n;
}

/** The span's own attributes, then those of its exception that it doesn't have itself, then its name where nothing else keeps it. */
function logAttributes(span: SentSpan, found: Conventions): readonly Attribute[] {
  const exception = span.events[0]?.attributes ?? [];
  const keys = new Set(found.attributes.map(({ key }) => key));
  const added = exception.filter(({ key }) => !keys.has(key));
  if (found.message !== '' && found.message !== span.name && !keys.has('logfire.msg_template')) {
    added.push({ key: 'logfire.msg_template', type: 'string', text: span.name });
  }
  return added.length === 0 ? found.attributes : [...found.attributes, ...added];
}

function logFrom(span: SentSpan, found: Conventions, level: number): LogRecord {
  return {
    resource: span.resource,
    scope: span.scope,
    time: span.start,
    traceId: span.traceId,
    spanId: span.parentSpanId,
    flags: span.flags,
    severity: level,
    severityText: severityText(level),
    body: { type: 'string', text: found.message === '' ? span.name : found.message },
    eventName: '',
    attributes: logAttributes(span, found),
    tags: found.tags,
  };
}

/**
 * Reads the conventions of one span. A `log` becomes a log record of its enclosing span; a `pending_span` takes the ids of the
 * span that it announces (its wire parent; `logfire.pending_parent_id` is that span's own parent).
 */
export function normaliseSpan(sent: SentSpan): Normalised {
  const found = conventions(sent.attributes);
  const level = found.level ?? impliedLevel(sent);
  if (found.spanType === 'log' && fitsLog(sent)) return { as: 'log', log: logFrom(sent, found, level) };
  const pending = found.spanType === 'pending_span';
  const isStream = found.spanType === 'log' && sent.attributes.some(isUsage);
  const took = isStream ? streamed(sent.attributes) : 0n;
  const start = nanos(sent.start > took ? sent.start - took : sent.start);
  const pendingParent = found.pendingParent === NO_PARENT ? '' : found.pendingParent;
  const span: Span = {
    resource: sent.resource,
    scope: sent.scope,
    traceId: sent.traceId,
    spanId: pending ? sent.parentSpanId : sent.spanId,
    parentSpanId: pending ? pendingParent : sent.parentSpanId,
    traceState: sent.traceState,
    // the SDK goes back into the caller's context as if that were another process's: no request enters there
    flags: isStream ? sent.flags & ~PARENT_IS_REMOTE : sent.flags,
    name: sent.name,
    kind: sent.kind,
    start,
    duration: pending ? NO_END : nanos(sent.end > start ? sent.end - start : 0n),
    statusCode: sent.statusCode,
    statusMessage: sent.statusMessage,
    attributes: found.attributes,
    events: sent.events,
    links: sent.links,
    message: found.message,
    level,
    tags: found.tags,
  };
  return pending ? { as: 'pending', span } : { as: 'span', span };
}
