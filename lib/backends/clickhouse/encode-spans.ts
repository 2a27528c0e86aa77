import { typesOf } from '@/lib/backends/clickhouse/attribute-types';
import {
  AttributesColumn,
  block,
  bytes8,
  DictionaryColumn,
  instants,
  ListColumn,
  strings,
  uint32s,
  uint64s,
  type Block,
} from '@/lib/backends/clickhouse/native';
import type { Resource, Span } from '@/lib/model/telemetry';

/** What one request has for one table. */
export interface Batch<T> {
  /** IngestRequest.id */
  readonly request: bigint;
  readonly records: readonly T[];
}

/** The service that a resource names, '' when it names none. */
export function serviceOf(resource: Resource): string {
  return resource.attributes.find(({ key }) => key === 'service.name')?.text ?? '';
}

/** Remembers what is derived from objects that many records share. */
export function memo<K extends object, V>(derive: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = derive(key);
      known.set(key, value);
    }
    return value;
  };
}

/** Spans as one block of `table` (otel_traces or hearth_pending_spans). */
export function encodeSpans(table: string, batches: readonly Batch<Span>[]): Block {
  const time = instants();
  const [traceId, spanId, parent, state, message] = [strings(), strings(), strings(), strings(), strings()];
  const [name, kind, service, status] = [new DictionaryColumn(), new DictionaryColumn(), new DictionaryColumn(), new DictionaryColumn()];
  const [resource, scope, attributes] = [new AttributesColumn(), new AttributesColumn(), new AttributesColumn()];
  const [resourceTypes, scopeTypes, types] = [new DictionaryColumn(), new DictionaryColumn(), new DictionaryColumn()];
  const [scopeName, scopeVersion, statusMessage] = [strings(), strings(), strings()];
  const [duration, request] = [uint64s(), uint64s()];
  const [flags, level] = [uint32s(), bytes8()];
  const tags = new ListColumn(new DictionaryColumn());
  const eventTime = new ListColumn(instants());
  const eventName = new ListColumn(new DictionaryColumn());
  const eventAttributes = new ListColumn(new AttributesColumn());
  const eventTypes = new ListColumn(new DictionaryColumn());
  const [linkTrace, linkSpan, linkState] = [new ListColumn(strings()), new ListColumn(strings()), new ListColumn(strings())];
  const linkAttributes = new ListColumn(new AttributesColumn());
  const linkTypes = new ListColumn(new DictionaryColumn());
  const eventLists = [eventTime, eventName, eventAttributes, eventTypes];
  const linkLists = [linkTrace, linkSpan, linkState, linkAttributes, linkTypes];
  const serviceOfResource = memo(serviceOf);
  const sharedTypes = memo(typesOf);
  let rows = 0;

  for (const { request: id, records } of batches) {
    for (const span of records) {
      rows++;
      request.push(id);
      time.push(span.start);
      traceId.push(span.traceId);
      spanId.push(span.spanId);
      parent.push(span.parentSpanId);
      state.push(span.traceState);
      name.push(span.name);
      kind.push(span.kind);
      service.push(serviceOfResource(span.resource));
      resource.push(span.resource.attributes, true);
      resourceTypes.push(sharedTypes(span.resource.attributes));
      scopeName.push(span.scope.name);
      scopeVersion.push(span.scope.version);
      scope.push(span.scope.attributes, true);
      scopeTypes.push(sharedTypes(span.scope.attributes));
      attributes.push(span.attributes);
      types.push(typesOf(span.attributes));
      duration.push(span.duration);
      status.push(span.statusCode);
      statusMessage.push(span.statusMessage);
      flags.push(span.flags);
      message.push(span.message);
      level.push(span.level);
      for (const tag of span.tags) tags.items.push(tag);
      tags.end(span.tags.length);
      for (const event of span.events) {
        eventTime.items.push(event.time);
        eventName.items.push(event.name);
        eventAttributes.items.push(event.attributes);
        eventTypes.items.push(typesOf(event.attributes));
      }
      for (const list of eventLists) list.end(span.events.length);
      for (const link of span.links) {
        linkTrace.items.push(link.traceId);
        linkSpan.items.push(link.spanId);
        linkState.items.push(link.traceState);
        linkAttributes.items.push(link.attributes);
        linkTypes.items.push(typesOf(link.attributes));
      }
      for (const list of linkLists) list.end(span.links.length);
    }
  }
  return block(table, rows, {
    Timestamp: time,
    TraceId: traceId,
    SpanId: spanId,
    ParentSpanId: parent,
    TraceState: state,
    SpanName: name,
    SpanKind: kind,
    ServiceName: service,
    ResourceAttributes: resource,
    ScopeName: scopeName,
    ScopeVersion: scopeVersion,
    SpanAttributes: attributes,
    Duration: duration,
    StatusCode: status,
    StatusMessage: statusMessage,
    'Events.Timestamp': eventTime,
    'Events.Name': eventName,
    'Events.Attributes': eventAttributes,
    'Links.TraceId': linkTrace,
    'Links.SpanId': linkSpan,
    'Links.TraceState': linkState,
    'Links.Attributes': linkAttributes,
    Flags: flags,
    Message: message,
    Level: level,
    Tags: tags,
    ScopeAttributes: scope,
    SpanAttributeTypes: types,
    ResourceAttributeTypes: resourceTypes,
    ScopeAttributeTypes: scopeTypes,
    'Events.AttributeTypes': eventTypes,
    'Links.AttributeTypes': linkTypes,
    IngestRequest: request,
  });
}
