/**
 * Spans, logs and points as OTLP export requests in protobuf. Field numbers are those of opentelemetry-proto 1.x
 * (trace.proto, logs.proto, metrics.proto, common.proto); the writer goes backwards, so each function does, too.
 */
import { nanosFromMillis, type Millis, type Nanos } from '@/lib/base/time';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';
import type { Moment } from '@/lib/demo/clock';
import { writeAttributes, writeValue } from '@/lib/demo/emit/attribute-writer';
import { BackwardWriter } from '@/lib/demo/emit/protobuf';
import { writeMetric } from '@/lib/demo/emit/metric-writer';
import type { Resource, Scope } from '@/lib/demo/fleet';
import type { MetricSample } from '@/lib/demo/metrics/instrument';
import { ERROR_SEVERITY, INFO_SEVERITY, WARN_SEVERITY } from '@/lib/model/semantics';
import type { PlayedEvent, PlayedLink, PlayedLog, PlayedSpan } from '@/lib/demo/shape';

const SEVERITY: Readonly<Record<PlayedLog['severity'], number>> = {
  DEBUG: 5,
  INFO: INFO_SEVERITY,
  WARN: WARN_SEVERITY,
  ERROR: ERROR_SEVERITY,
};

/** Where a record comes from. */
interface Origin {
  readonly resource: Resource;
  readonly scope: Scope;
}

/** Encodes export requests whose moments count from `start`. Keeps one buffer; not to be shared between threads. */
export class OtlpWriter {
  readonly #writer = new BackwardWriter();
  readonly #start: Nanos;

  constructor(start: Millis) {
    this.#start = nanosFromMillis(start);
  }

  /** An ExportTraceServiceRequest. */
  traces(spans: readonly PlayedSpan[]): Buffer<ArrayBuffer> {
    return this.#request(spans, (span) => this.#span(span));
  }

  /** An ExportLogsServiceRequest. */
  logs(logs: readonly PlayedLog[]): Buffer<ArrayBuffer> {
    return this.#request(logs, (log) => this.#log(log));
  }

  /** An ExportMetricsServiceRequest. */
  metrics(samples: readonly MetricSample[]): Buffer<ArrayBuffer> {
    return this.#request(samples, (sample) => {
      const writer = this.#writer;
      const mark = writer.written;
      writeMetric(writer, sample, (moment) => this.#instant(moment));
      writer.message(2, mark);
    });
  }

  #instant(moment: Moment): Nanos {
    return (this.#start + nanosFromMillis(moment as Millis)) as Nanos;
  }

  /** Records put together by resource and by scope: resource_spans / scope_spans, and the same for logs and metrics. */
  #request<T extends Origin>(records: readonly T[], write: (record: T) => void): Buffer<ArrayBuffer> {
    const writer = this.#writer;
    for (const [resource, ofResource] of grouped(records, (record) => record.resource)) {
      const resourceMark = writer.written;
      for (const [scope, ofScope] of grouped(ofResource, (record) => record.scope)) {
        const scopeMark = writer.written;
        for (let i = ofScope.length - 1; i >= 0; i -= 1) write(ofScope[i] as T);
        const mark = writer.written;
        writer.string(2, scope.version);
        writer.string(1, scope.name);
        writer.message(1, mark);
        writer.message(2, scopeMark);
      }
      const mark = writer.written;
      writeAttributes(writer, 1, resource.attributes);
      writer.message(1, mark);
      writer.message(1, resourceMark);
    }
    return writer.take();
  }

  #span(span: PlayedSpan): void {
    const writer = this.#writer;
    const mark = writer.written;
    writer.fixed32(16, span.flags);
    if (span.status !== 'Unset') {
      const status = writer.written;
      writer.uint(3, STATUS_CODES.indexOf(span.status));
      if (span.statusMessage !== '') writer.string(2, span.statusMessage);
      writer.message(15, status);
    }
    for (let i = span.links.length - 1; i >= 0; i -= 1) writeLink(writer, span.links[i] as PlayedLink);
    for (let i = span.events.length - 1; i >= 0; i -= 1) this.#event(span.events[i] as PlayedEvent);
    writeAttributes(writer, 9, span.attributes);
    writer.fixed64(8, this.#instant(span.to));
    writer.fixed64(7, this.#instant(span.from));
    writer.uint(6, SPAN_KINDS.indexOf(span.kind));
    writer.string(5, span.name);
    if (span.parentSpanId) writer.bytes(4, span.parentSpanId);
    writer.bytes(2, span.spanId);
    writer.bytes(1, span.traceId);
    writer.message(2, mark);
  }

  #event(event: PlayedEvent): void {
    const writer = this.#writer;
    const mark = writer.written;
    writeAttributes(writer, 3, event.attributes);
    writer.string(2, event.name);
    writer.fixed64(1, this.#instant(event.at));
    writer.message(11, mark);
  }

  #log(log: PlayedLog): void {
    const writer = this.#writer;
    const mark = writer.written;
    if (log.event !== '') writer.string(12, log.event);
    writer.fixed64(11, this.#instant(log.at));
    writer.bytes(10, log.spanId);
    writer.bytes(9, log.traceId);
    writer.fixed32(8, 1);
    writeAttributes(writer, 6, log.attributes);
    writeValue(writer, 5, log.body);
    writer.string(3, log.severity);
    writer.uint(2, SEVERITY[log.severity]);
    writer.fixed64(1, this.#instant(log.at));
    writer.message(2, mark);
  }
}

function grouped<K, T>(records: readonly T[], keyOf: (record: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

function writeLink(writer: BackwardWriter, link: PlayedLink): void {
  const mark = writer.written;
  writeAttributes(writer, 4, link.attributes);
  writer.bytes(2, link.spanId);
  writer.bytes(1, link.traceId);
  writer.message(13, mark);
}
