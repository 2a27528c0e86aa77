import { typesOf } from '@/lib/backends/clickhouse/attribute-types';
import { memo, serviceOf, type Batch } from '@/lib/backends/clickhouse/encode-spans';
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
import type { LogRecord } from '@/lib/model/telemetry';

/** Logs as one block of otel_logs. */
export function encodeLogs(batches: readonly Batch<LogRecord>[]): Block {
  const time = instants();
  const [traceId, spanId, body, scopeName, eventName] = [strings(), strings(), strings(), strings(), strings()];
  const [severityText, service, bodyType] = [new DictionaryColumn(), new DictionaryColumn(), new DictionaryColumn()];
  const [resourceUrl, scopeUrl, scopeVersion] = [new DictionaryColumn(), new DictionaryColumn(), new DictionaryColumn()];
  const [resource, scope, attributes] = [new AttributesColumn(), new AttributesColumn(), new AttributesColumn()];
  const [resourceTypes, scopeTypes, types] = [new DictionaryColumn(), new DictionaryColumn(), new DictionaryColumn()];
  const [traceFlags, severity, flags, request] = [bytes8(), bytes8(), uint32s(), uint64s()];
  const tags = new ListColumn(new DictionaryColumn());
  const serviceOfResource = memo(serviceOf);
  const sharedTypes = memo(typesOf);
  let rows = 0;

  for (const { request: id, records } of batches) {
    for (const log of records) {
      rows++;
      request.push(id);
      time.push(log.time);
      traceId.push(log.traceId);
      spanId.push(log.spanId);
      traceFlags.push(log.flags & 0xff); // the trace's own flags; the rest of the 32 bits is in Flags
      flags.push(log.flags);
      severityText.push(log.severityText);
      severity.push(log.severity);
      service.push(serviceOfResource(log.resource));
      body.push(log.body.text);
      bodyType.push(log.body.type === 'string' ? '' : log.body.type);
      resourceUrl.push(log.resource.schemaUrl);
      resource.push(log.resource.attributes, true);
      resourceTypes.push(sharedTypes(log.resource.attributes));
      scopeUrl.push(log.scope.schemaUrl);
      scopeName.push(log.scope.name);
      scopeVersion.push(log.scope.version);
      scope.push(log.scope.attributes, true);
      scopeTypes.push(sharedTypes(log.scope.attributes));
      attributes.push(log.attributes);
      types.push(typesOf(log.attributes));
      eventName.push(log.eventName);
      for (const tag of log.tags) tags.items.push(tag);
      tags.end(log.tags.length);
    }
  }
  return block('otel_logs', rows, {
    Timestamp: time,
    TraceId: traceId,
    SpanId: spanId,
    TraceFlags: traceFlags,
    SeverityText: severityText,
    SeverityNumber: severity,
    ServiceName: service,
    Body: body,
    ResourceSchemaUrl: resourceUrl,
    ResourceAttributes: resource,
    ScopeSchemaUrl: scopeUrl,
    ScopeName: scopeName,
    ScopeVersion: scopeVersion,
    ScopeAttributes: scope,
    LogAttributes: attributes,
    EventName: eventName,
    Flags: flags,
    Tags: tags,
    BodyType: bodyType,
    LogAttributeTypes: types,
    ResourceAttributeTypes: resourceTypes,
    ScopeAttributeTypes: scopeTypes,
    IngestRequest: request,
  });
}
