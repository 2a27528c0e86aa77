/**
 * What the three OTLP requests have in common: resources that hold scopes that hold records. Field numbers are those of
 * opentelemetry-proto v1 (opentelemetry/proto/{common,resource,trace,logs,metrics}/v1), where the three agree.
 */
import type { Attribute } from '@/lib/model/attribute';
import type { Resource, Scope } from '@/lib/model/telemetry';
import { readKeyValue, uniqueKeys } from '@/lib/otlp/any-value';
import type { Reader } from '@/lib/otlp/wire';

/** Reads one record of a scope, which ends at `end`, and adds what it holds to `into`. */
export type ReadRecord<R> = (reader: Reader, end: number, resource: Resource, scope: Scope, into: R[]) => void;

/** Resource: attributes = 1. */
function readResourceAttributes(reader: Reader, end: number): Attribute[] {
  const attributes: Attribute[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) attributes.push(readKeyValue(reader, reader.enter(end)));
    else reader.skip(tag, end);
  }
  return uniqueKeys(attributes);
}

/** InstrumentationScope: name = 1, version = 2, attributes = 3. */
function readScope(reader: Reader, end: number): Omit<Scope, 'schemaUrl'> {
  let name = '';
  let version = '';
  const attributes: Attribute[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) name = reader.string(end);
    else if (tag === 0x12) version = reader.string(end);
    else if (tag === 0x1a) attributes.push(readKeyValue(reader, reader.enter(end)));
    else reader.skip(tag, end);
  }
  return { name, version, attributes: uniqueKeys(attributes) };
}

/** ScopeSpans, ScopeLogs, ScopeMetrics: scope = 1, records = 2, schema_url = 3. Fields may come in any order, so records wait for the rest. */
function readScopeRecords<R>(reader: Reader, end: number, resource: Resource, readRecord: ReadRecord<R>, into: R[]): void {
  let scope: Omit<Scope, 'schemaUrl'> = { name: '', version: '', attributes: [] };
  let schemaUrl = '';
  const records: number[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) scope = readScope(reader, reader.enter(end));
    else if (tag === 0x12) {
      reader.budget.take();
      const stop = reader.enter(end);
      records.push(reader.pos, stop);
      reader.pos = stop;
    } else if (tag === 0x1a) schemaUrl = reader.string(end);
    else reader.skip(tag, end);
  }
  const full: Scope = { ...scope, schemaUrl };
  for (let i = 0; i < records.length; i += 2) {
    reader.pos = records[i] as number;
    readRecord(reader, records[i + 1] as number, resource, full, into);
  }
  reader.pos = end;
}

/** ResourceSpans, ResourceLogs, ResourceMetrics: resource = 1, scopes = 2, schema_url = 3. */
function readResourceRecords<R>(reader: Reader, end: number, readRecord: ReadRecord<R>, into: R[]): void {
  let attributes: Attribute[] = [];
  let schemaUrl = '';
  const scopes: number[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) attributes = readResourceAttributes(reader, reader.enter(end));
    else if (tag === 0x12) {
      reader.budget.take();
      const stop = reader.enter(end);
      scopes.push(reader.pos, stop);
      reader.pos = stop;
    } else if (tag === 0x1a) schemaUrl = reader.string(end);
    else reader.skip(tag, end);
  }
  const resource: Resource = { attributes, schemaUrl };
  for (let i = 0; i < scopes.length; i += 2) {
    reader.pos = scopes[i] as number;
    readScopeRecords(reader, scopes[i + 1] as number, resource, readRecord, into);
  }
  reader.pos = end;
}

/** ExportTraceServiceRequest, ExportLogsServiceRequest, ExportMetricsServiceRequest: resources = 1. Throws DecodeError. */
export function readRequest<R>(reader: Reader, readRecord: ReadRecord<R>): R[] {
  const end = reader.buffer.length;
  const into: R[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) readResourceRecords(reader, reader.enter(end), readRecord, into);
    else reader.skip(tag, end);
  }
  return into;
}
