/** Spans as OTLP/JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): a file that any Collector, and Hearth, reads. */
import { assert } from '@/lib/base/assert';
import { nanosFromText } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import { ERROR_SEVERITY, INFO_SEVERITY } from '@/lib/model/semantics';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';
import type { SpanDetail } from '@/lib/model/trace';

/** JSON whose numbers keep their digits: what is JSON already stands in it as it is. */
const json = JSON.stringify;

function object(members: readonly (readonly [name: string, json: string] | undefined)[]): string {
  return `{${members.flatMap((member) => (member ? [`${json(member[0])}:${member[1]}`] : [])).join(',')}}`;
}

const list = (items: readonly string[]): string => `[${items.join(',')}]`;

/** An AnyValue of a JSON value. Integers that JSON.parse would round are read from their digits by `parse`. */
function nested(value: unknown): string {
  if (typeof value === 'string') return `{"stringValue":${json(value)}}`;
  if (typeof value === 'boolean') return `{"boolValue":${value}}`;
  if (typeof value === 'bigint') return `{"intValue":"${value}"}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `{"intValue":"${value}"}` : `{"doubleValue":${value}}`;
  if (Array.isArray(value)) return `{"arrayValue":{"values":${list(value.map(nested))}}}`;
  if (value === null || typeof value !== 'object') return '{}';
  const entries = Object.entries(value).map(([key, each]) => `{"key":${json(key)},"value":${nested(each)}}`);
  return `{"kvlistValue":{"values":${list(entries)}}}`;
}

/** Integers of more than 15 digits, outside of strings, as text that `parse` turns into bigints. */
const LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;
const MARK = '\u0000integer ';

function parse(text: string): unknown {
  const marked = text.replace(LONG_INTEGER, (found) => (found.startsWith('"') ? found : json(`${MARK}${found}`)));
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
  );
}

/** The value of an attribute; one whose text does not read as its type says goes out as the text that it is. */
function anyValue({ type, text }: Omit<Attribute, 'key'>): string {
  switch (type) {
    case 'string':
      return `{"stringValue":${json(text)}}`;
    case 'int':
      return `{"intValue":${json(text)}}`;
    case 'double':
      return `{"doubleValue":${Number.isFinite(Number(text)) ? text : json(notFinite(text))}}`;
    case 'bool':
      return `{"boolValue":${text === 'true'}}`;
    case 'bytes':
      return `{"bytesValue":${json(text)}}`;
    case 'empty':
      return '{}';
    case 'array':
    case 'map':
      try {
        return nested(parse(text));
      } catch {
        return `{"stringValue":${json(text)}}`;
      }
  }
}

/** As proto3's JSON names what has no figure. */
function notFinite(text: string): string {
  return text.endsWith('NaN') ? 'NaN' : text.endsWith('-Inf') ? '-Infinity' : 'Infinity';
}

function attributes(given: readonly Attribute[]): string {
  return list(given.map(({ key, ...value }) => `{"key":${json(key)},"value":${anyValue(value)}}`));
}

/** What Hearth reads out of Logfire's attributes, as these again, so that a file reads back as what it was written from. */
function conventions({ message, level, tags, status }: SpanDetail): Attribute[] {
  // the level of a span that names none
  const usual = status === 'Error' ? ERROR_SEVERITY : INFO_SEVERITY;
  return [
    ...(message === '' ? [] : [{ key: 'logfire.msg', type: 'string' as const, text: message }]),
    ...(level === usual || level === 0 ? [] : [{ key: 'logfire.level_num', type: 'int' as const, text: String(level) }]),
    ...(tags.length === 0 ? [] : [{ key: 'logfire.tags', type: 'array' as const, text: json(tags) }]),
  ];
}

function spanText(span: SpanDetail): string {
  const start = nanosFromText(span.time);
  const duration = nanosFromText(span.duration);
  return object([
    ['traceId', json(span.traceId)],
    ['spanId', json(span.spanId)],
    span.parentSpanId === '' ? undefined : ['parentSpanId', json(span.parentSpanId)],
    span.traceState === '' ? undefined : ['traceState', json(span.traceState)],
    span.flags === 0 ? undefined : ['flags', String(span.flags)],
    ['name', json(span.name)],
    ['kind', String(SPAN_KINDS.indexOf(span.kind))],
    ['startTimeUnixNano', json(String(start))],
    ['endTimeUnixNano', json(String(duration < 0n ? start : start + duration))],
    ['attributes', attributes([...span.attributes, ...conventions(span)])],
    span.events.length === 0
      ? undefined
      : [
          'events',
          list(span.events.map((event) => object([['timeUnixNano', json(event.time)], ['name', json(event.name)], ['attributes', attributes(event.attributes)]]))),
        ],
    span.links.length === 0
      ? undefined
      : [
          'links',
          list(
            span.links.map((link) =>
              object([['traceId', json(link.traceId)], ['spanId', json(link.spanId)], link.traceState === '' ? undefined : ['traceState', json(link.traceState)], ['attributes', attributes(link.attributes)]]),
            ),
          ),
        ],
    ['status', object([['code', String(STATUS_CODES.indexOf(span.status))], span.statusMessage === '' ? undefined : ['message', json(span.statusMessage)]])],
  ]); // prettier-ignore
}

/** One `ResourceSpans` for spans that have ended, of one resource and scope. */
function group(spans: readonly SpanDetail[]): string {
  const [first] = spans;
  assert(first, 'a group has spans');
  const scope = object([['name', json(first.scope.name)], first.scope.version === '' ? undefined : ['version', json(first.scope.version)]]);
  return `{"resource":{"attributes":${attributes(first.resource)}},"scopeSpans":[{"scope":${scope},"spans":${list(spans.map(spanText))}}]}`;
}

/** Spans by what sent them. */
function groups(spans: readonly SpanDetail[]): SpanDetail[][] {
  const found = new Map<string, SpanDetail[]>();
  for (const span of spans) {
    const key = json([span.resource, span.scope]);
    const own = found.get(key);
    if (own) own.push(span);
    else found.set(key, [span]);
  }
  return [...found.values()];
}

/**
 * The text of a file with all spans that `chunks` bring, piece by piece. Spans that have not ended are left out: OTLP has no word for
 * them.
 */
export async function* otlpFile(chunks: AsyncIterable<readonly SpanDetail[]>): AsyncGenerator<string> {
  let before = '{"resourceSpans":[';
  for await (const chunk of chunks) {
    const ended = chunk.filter(({ duration }) => duration !== '-1');
    for (const spans of groups(ended)) {
      yield `${before}${group(spans)}`;
      before = ',\n';
    }
  }
  yield before === ',\n' ? ']}\n' : '{"resourceSpans":[]}\n';
}
