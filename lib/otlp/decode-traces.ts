/** ExportTraceServiceRequest in protobuf. Field numbers: opentelemetry/proto/trace/v1/trace.proto. */
import { nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import {
  SPAN_KINDS,
  STATUS_CODES,
  type Resource,
  type Scope,
  type SpanEvent,
  type SpanKind,
  type SpanLink,
  type StatusCode,
} from '@/lib/model/telemetry';
import { readKeyValue, uniqueKeys } from '@/lib/otlp/any-value';
import { readRequest } from '@/lib/otlp/decode-envelope';
import type { SentSpan } from '@/lib/otlp/sent';
import type { Reader } from '@/lib/otlp/wire';

/** The name of a SpanKind number; numbers of the future count as not given. */
export function spanKind(value: number): SpanKind {
  return SPAN_KINDS[value] ?? 'Unspecified';
}

/** The name of a status code number; numbers of the future count as not given. */
export function statusCode(value: number): StatusCode {
  return STATUS_CODES[value] ?? 'Unset';
}

function readEvent(reader: Reader, end: number): SpanEvent {
  reader.budget.take();
  let time = 0n;
  let name = '';
  const attributes: Attribute[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x09)
      time = reader.fixed64(end); // time_unix_nano = 1
    else if (tag === 0x12)
      name = reader.string(end); // name = 2
    else if (tag === 0x1a)
      attributes.push(readKeyValue(reader, reader.enter(end))); // attributes = 3
    else reader.skip(tag, end);
  }
  return { time: nanos(time), name, attributes: uniqueKeys(attributes) };
}

function readLink(reader: Reader, end: number): SpanLink {
  reader.budget.take();
  let traceId = '';
  let spanId = '';
  let traceState = '';
  const attributes: Attribute[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a)
      traceId = reader.hex(end); // trace_id = 1
    else if (tag === 0x12)
      spanId = reader.hex(end); // span_id = 2
    else if (tag === 0x1a)
      traceState = reader.string(end); // trace_state = 3
    else if (tag === 0x22)
      attributes.push(readKeyValue(reader, reader.enter(end))); // attributes = 4
    else reader.skip(tag, end);
  }
  return { traceId, spanId, traceState, attributes: uniqueKeys(attributes) };
}

function readSpan(reader: Reader, end: number, resource: Resource, scope: Scope, into: SentSpan[]): void {
  let traceId = '';
  let spanId = '';
  let parentSpanId = '';
  let traceState = '';
  let flags = 0;
  let name = '';
  let kind = 0;
  let start = 0n;
  let stop = 0n;
  let code = 0;
  let statusMessage = '';
  const attributes: Attribute[] = [];
  const events: SpanEvent[] = [];
  const links: SpanLink[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    switch (tag) {
      case 0x0a: // trace_id = 1
        traceId = reader.hex(end);
        break;
      case 0x12: // span_id = 2
        spanId = reader.hex(end);
        break;
      case 0x1a: // trace_state = 3
        traceState = reader.string(end);
        break;
      case 0x22: // parent_span_id = 4
        parentSpanId = reader.hex(end);
        break;
      case 0x2a: // name = 5
        name = reader.string(end);
        break;
      case 0x30: // kind = 6
        kind = reader.int32(end);
        break;
      case 0x39: // start_time_unix_nano = 7
        start = reader.fixed64(end);
        break;
      case 0x41: // end_time_unix_nano = 8
        stop = reader.fixed64(end);
        break;
      case 0x4a: // attributes = 9
        attributes.push(readKeyValue(reader, reader.enter(end)));
        break;
      case 0x5a: // events = 11
        events.push(readEvent(reader, reader.enter(end)));
        break;
      case 0x6a: // links = 13
        links.push(readLink(reader, reader.enter(end)));
        break;
      case 0x7a: {
        // status = 15: message = 2, code = 3
        const inner = reader.enter(end);
        while (reader.pos < inner) {
          const field = reader.tag(inner);
          if (field === 0x12) statusMessage = reader.string(inner);
          else if (field === 0x18) code = reader.int32(inner);
          else reader.skip(field, inner);
        }
        break;
      }
      case 0x85: // flags = 16
        flags = reader.fixed32(end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  into.push({
    resource,
    scope,
    traceId,
    spanId,
    parentSpanId,
    traceState,
    flags,
    name,
    kind: spanKind(kind),
    start: nanos(start),
    end: stop,
    statusCode: statusCode(code),
    statusMessage,
    attributes: uniqueKeys(attributes),
    events,
    links,
  });
}

/** Every span of the request, in order. Throws DecodeError or TooManyItemsError. */
export function decodeTraces(reader: Reader): SentSpan[] {
  return readRequest(reader, readSpan);
}
