/** ExportLogsServiceRequest in protobuf. Field numbers: opentelemetry/proto/logs/v1/logs.proto. */
import { nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { Resource, Scope } from '@/lib/model/telemetry';
import { readAnyValue, readKeyValue, uniqueKeys } from '@/lib/otlp/any-value';
import { readRequest } from '@/lib/otlp/decode-envelope';
import type { SentLog } from '@/lib/otlp/sent';
import type { Reader } from '@/lib/otlp/wire';

function readLog(reader: Reader, end: number, resource: Resource, scope: Scope, into: SentLog[]): void {
  let time = 0n;
  let observed = 0n;
  let severity = 0;
  let severityText = '';
  let body: Omit<Attribute, 'key'> = { type: 'empty', text: '' };
  let flags = 0;
  let traceId = '';
  let spanId = '';
  let eventName = '';
  const attributes: Attribute[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    switch (tag) {
      case 0x09: // time_unix_nano = 1
        time = reader.fixed64(end);
        break;
      case 0x10: // severity_number = 2
        severity = reader.int32(end);
        break;
      case 0x1a: // severity_text = 3
        severityText = reader.string(end);
        break;
      case 0x2a: {
        // body = 5
        const { type, text } = readAnyValue(reader, reader.enter(end));
        body = { type, text };
        break;
      }
      case 0x32: // attributes = 6
        attributes.push(readKeyValue(reader, reader.enter(end)));
        break;
      case 0x45: // flags = 8
        flags = reader.fixed32(end);
        break;
      case 0x4a: // trace_id = 9
        traceId = reader.hex(end);
        break;
      case 0x52: // span_id = 10
        spanId = reader.hex(end);
        break;
      case 0x59: // observed_time_unix_nano = 11
        observed = reader.fixed64(end);
        break;
      case 0x62: // event_name = 12
        eventName = reader.string(end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  into.push({
    resource,
    scope,
    time: nanos(time === 0n ? observed : time),
    traceId,
    spanId,
    flags,
    severity,
    severityText,
    body,
    eventName,
    attributes: uniqueKeys(attributes),
  });
}

/** Every log record of the request, in order. Throws DecodeError or TooManyItemsError. */
export function decodeLogs(reader: Reader): SentLog[] {
  return readRequest(reader, readLog);
}
