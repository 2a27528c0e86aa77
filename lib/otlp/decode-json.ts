/** OTLP/JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): ids in hex, unknown fields ignored. */
import { nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import { SPAN_KINDS, STATUS_CODES, type Resource, type Scope, type SpanEvent, type SpanLink } from '@/lib/model/telemetry';
import { checkDepth, doubleText, mapJson, nestedJson, uniqueKeys, type Draft } from '@/lib/otlp/any-value';
import { spanKind, statusCode } from '@/lib/otlp/decode-traces';
import { boolOf, doubleOf, enumOf, int32Of, integerOf, listOf, objectOf, textOf, uint64Of, type Fields } from '@/lib/otlp/json-fields';
import type { SentLog, SentSpan } from '@/lib/otlp/sent';
import { DecodeError, type ItemBudget } from '@/lib/otlp/wire';

const KIND_NAMES = SPAN_KINDS.map((name) => name.toUpperCase());
const STATUS_NAMES = STATUS_CODES.map((name) => name.toUpperCase());

/** SeverityNumber's names in their order: UNSPECIFIED, TRACE, TRACE2, …, FATAL4. */
const SEVERITY_NAMES = [
  'UNSPECIFIED',
  ...['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((name) => [name, `${name}2`, `${name}3`, `${name}4`]),
];

/** An AnyValue; {} and null are an empty one. */
function jsonAnyValue(value: unknown, budget: ItemBudget, depth = 0): Draft {
  const fields = objectOf(value, 'value');
  const draft = (type: Draft['type'], text: string): Draft => ({ key: '', type, text });
  const has = (name: string): boolean => fields[name] !== undefined && fields[name] !== null;
  if (has('stringValue')) return draft('string', textOf(fields, 'stringValue'));
  if (has('boolValue')) return draft('bool', String(boolOf(fields, 'boolValue')));
  if (has('intValue')) return draft('int', integerOf(fields['intValue'], 'intValue').toString());
  if (has('doubleValue')) return draft('double', doubleText(doubleOf(fields['doubleValue'], 'doubleValue')));
  if (has('bytesValue')) return draft('bytes', Buffer.from(textOf(fields, 'bytesValue'), 'base64').toString('base64'));
  if (has('arrayValue')) {
    checkDepth(depth + 1);
    const items = listOf(objectOf(fields['arrayValue'], 'arrayValue'), 'values').map((item) => {
      budget.take();
      return nestedJson(jsonAnyValue(item, budget, depth + 1));
    });
    return draft('array', `[${items.join(',')}]`);
  }
  if (has('kvlistValue')) {
    checkDepth(depth + 1);
    const entries = new Map<string, string>();
    for (const item of listOf(objectOf(fields['kvlistValue'], 'kvlistValue'), 'values')) {
      const entry = jsonKeyValue(item, budget, depth + 1);
      entries.set(entry.key, nestedJson(entry));
    }
    return draft('map', mapJson(entries));
  }
  return draft('empty', '');
}

function jsonKeyValue(value: unknown, budget: ItemBudget, depth: number): Draft {
  budget.take();
  const fields = objectOf(value, 'attributes');
  const draft = jsonAnyValue(fields['value'], budget, depth);
  draft.key = textOf(fields, 'key');
  return draft;
}

/** The attributes under `name`, keys once each. */
export function jsonAttributes(fields: Fields, name: string, budget: ItemBudget): Attribute[] {
  return uniqueKeys(listOf(fields, name).map((item) => jsonKeyValue(item, budget, 0)));
}

/** An id in lower-case hex, of whatever length was sent. */
export function jsonId(fields: Fields, name: string): string {
  return textOf(fields, name).toLowerCase();
}

/** Calls `visit` for each record under its resource and scope. `names`: the lists of resources, scopes and records. */
export function walkJson(
  request: unknown,
  names: readonly [resources: string, scopes: string, records: string],
  budget: ItemBudget,
  visit: (record: Fields, resource: Resource, scope: Scope) => void,
): void {
  if (request === null || typeof request !== 'object') throw new DecodeError('The body must be a JSON object.');
  const [resources, scopes, records] = names;
  for (const outer of listOf(objectOf(request, 'body'), resources)) {
    budget.take();
    const group = objectOf(outer, resources);
    const resource: Resource = {
      attributes: jsonAttributes(objectOf(group['resource'], 'resource'), 'attributes', budget),
      schemaUrl: textOf(group, 'schemaUrl'),
    };
    for (const middle of listOf(group, scopes)) {
      budget.take();
      const inner = objectOf(middle, scopes);
      const sent = objectOf(inner['scope'], 'scope');
      const scope: Scope = {
        name: textOf(sent, 'name'),
        version: textOf(sent, 'version'),
        attributes: jsonAttributes(sent, 'attributes', budget),
        schemaUrl: textOf(inner, 'schemaUrl'),
      };
      for (const record of listOf(inner, records)) {
        budget.take();
        visit(objectOf(record, records), resource, scope);
      }
    }
  }
}

function jsonEvent(value: unknown, budget: ItemBudget): SpanEvent {
  budget.take();
  const fields = objectOf(value, 'events');
  return {
    time: nanos(uint64Of(fields['timeUnixNano'], 'timeUnixNano')),
    name: textOf(fields, 'name'),
    attributes: jsonAttributes(fields, 'attributes', budget),
  };
}

function jsonLink(value: unknown, budget: ItemBudget): SpanLink {
  budget.take();
  const fields = objectOf(value, 'links');
  return {
    traceId: jsonId(fields, 'traceId'),
    spanId: jsonId(fields, 'spanId'),
    traceState: textOf(fields, 'traceState'),
    attributes: jsonAttributes(fields, 'attributes', budget),
  };
}

/** Every span of the request, in order. Throws DecodeError or TooManyItemsError. */
export function decodeJsonTraces(request: unknown, budget: ItemBudget): SentSpan[] {
  const spans: SentSpan[] = [];
  walkJson(request, ['resourceSpans', 'scopeSpans', 'spans'], budget, (fields, resource, scope) => {
    const status = objectOf(fields['status'], 'status');
    spans.push({
      resource,
      scope,
      traceId: jsonId(fields, 'traceId'),
      spanId: jsonId(fields, 'spanId'),
      parentSpanId: jsonId(fields, 'parentSpanId'),
      traceState: textOf(fields, 'traceState'),
      flags: int32Of(fields, 'flags') >>> 0,
      name: textOf(fields, 'name'),
      kind: spanKind(enumOf(fields, 'kind', 'SPAN_KIND_', KIND_NAMES)),
      start: nanos(uint64Of(fields['startTimeUnixNano'], 'startTimeUnixNano')),
      end: uint64Of(fields['endTimeUnixNano'], 'endTimeUnixNano'),
      statusCode: statusCode(enumOf(status, 'code', 'STATUS_CODE_', STATUS_NAMES)),
      statusMessage: textOf(status, 'message'),
      attributes: jsonAttributes(fields, 'attributes', budget),
      events: listOf(fields, 'events').map((event) => jsonEvent(event, budget)),
      links: listOf(fields, 'links').map((link) => jsonLink(link, budget)),
    });
  });
  return spans;
}

/** Every log record of the request, in order. Throws DecodeError or TooManyItemsError. */
export function decodeJsonLogs(request: unknown, budget: ItemBudget): SentLog[] {
  const logs: SentLog[] = [];
  walkJson(request, ['resourceLogs', 'scopeLogs', 'logRecords'], budget, (fields, resource, scope) => {
    const time = uint64Of(fields['timeUnixNano'], 'timeUnixNano');
    const { type, text } = jsonAnyValue(fields['body'], budget);
    logs.push({
      resource,
      scope,
      time: nanos(time === 0n ? uint64Of(fields['observedTimeUnixNano'], 'observedTimeUnixNano') : time),
      traceId: jsonId(fields, 'traceId'),
      spanId: jsonId(fields, 'spanId'),
      flags: int32Of(fields, 'flags') >>> 0,
      severity: enumOf(fields, 'severityNumber', 'SEVERITY_NUMBER_', SEVERITY_NAMES),
      severityText: textOf(fields, 'severityText'),
      body: { type, text },
      eventName: textOf(fields, 'eventName'),
      attributes: jsonAttributes(fields, 'attributes', budget),
    });
  });
  return logs;
}
