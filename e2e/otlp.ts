/** OTLP requests made by hand, where a test needs to know every byte. Field numbers: opentelemetry-proto v1. */
import { randomBytes } from 'node:crypto';
import protobuf from 'protobufjs';

const LENGTH_DELIMITED = 2;
const FIXED64 = 1;
const tag = (field: number, wire: number) => (field << 3) | wire;

function attribute(key: string, text: string): Uint8Array {
  const value = protobuf.Writer.create().uint32(tag(1, LENGTH_DELIMITED)).string(text).finish();
  return protobuf.Writer.create().uint32(tag(1, LENGTH_DELIMITED)).string(key).uint32(tag(2, LENGTH_DELIMITED)).bytes(value).finish();
}

function wrap(field: number, ...messages: Uint8Array[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const message of messages) writer.uint32(tag(field, LENGTH_DELIMITED)).bytes(message);
  return writer.finish();
}

interface SpanIds {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId?: Uint8Array | undefined;
}

const newIds = (): SpanIds => ({ traceId: randomBytes(16), spanId: randomBytes(8) });

function span(ids: SpanIds, name: string, millis: number, lengthMillis: number, attributes: Readonly<Record<string, string>>): Uint8Array {
  const writer = protobuf.Writer.create();
  // fixed64 is its two halves, the low one first
  const instant = (field: number, nanos: bigint) =>
    writer
      .uint32(tag(field, FIXED64))
      .fixed32(Number(BigInt.asUintN(32, nanos)))
      .fixed32(Number(nanos >> 32n));
  const start = BigInt(millis) * 1_000_000n;
  writer.uint32(tag(1, LENGTH_DELIMITED)).bytes(ids.traceId);
  writer.uint32(tag(2, LENGTH_DELIMITED)).bytes(ids.spanId);
  if (ids.parentSpanId) writer.uint32(tag(4, LENGTH_DELIMITED)).bytes(ids.parentSpanId);
  writer.uint32(tag(5, LENGTH_DELIMITED)).string(name);
  instant(7, start);
  instant(8, start + BigInt(lengthMillis) * 1_000_000n);
  for (const [key, text] of Object.entries(attributes)) writer.uint32(tag(9, LENGTH_DELIMITED)).bytes(attribute(key, text));
  return writer.finish();
}

function request(service: string, spans: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const resource = wrap(1, wrap(1, attribute('service.name', service)));
  const scope = wrap(2, wrap(2, ...spans));
  return new Uint8Array(wrap(1, Buffer.concat([resource, scope])));
}

/** An ExportTraceServiceRequest of `count` spans with random ids, by `service`. */
export function exportRequest(
  service: string,
  batch: number,
  count: number,
  attributes: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const now = Date.now();
  return request(
    service,
    Array.from({ length: count }, (_, index) => span(newIds(), `work ${batch}`, now + index, 5, attributes)),
  );
}

/** One trace of `count` spans: every span is the parent of the next eight that have none yet. */
export function traceRequest(service: string, count: number): { traceId: string; body: Uint8Array<ArrayBuffer> } {
  const traceId = randomBytes(16);
  const ids = Array.from({ length: count }, () => randomBytes(8));
  const start = Date.now() - count;
  const spans = ids.map((spanId, index) => {
    const parentSpanId = index === 0 ? undefined : ids[Math.floor((index - 1) / 8)];
    const length = Math.max(1, Math.floor(count / (index + 1)));
    return span({ traceId, spanId, parentSpanId }, `step ${index % 40}`, start + (index % count), length, {
      'code.function': `step_${index % 40}`,
    });
  });
  return { traceId: traceId.toString('hex'), body: request(service, spans) };
}

/** Traces by `service`, one for each of `names`: a root of that name that began now, and `children` children. */
export function tracesRequest(
  service: string,
  names: readonly string[],
  children: number,
  attributes: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const now = Date.now();
  const spans = names.flatMap((name) => {
    const root = newIds();
    const child = () => ({ traceId: root.traceId, spanId: randomBytes(8), parentSpanId: root.spanId });
    return [
      span(root, name, now, 40, attributes),
      ...Array.from({ length: children }, (_, index) => span(child(), `step ${index}`, now + index, 4, attributes)),
    ];
  });
  return request(service, spans);
}
