/** ExportMetricsServiceRequest in protobuf. Field numbers: opentelemetry/proto/metrics/v1/metrics.proto. */
import { nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { Exemplar, ExponentialBuckets, MetricData, MetricPoint, Resource, Scope, Temporality } from '@/lib/model/telemetry';
import { readKeyValue, uniqueKeys } from '@/lib/otlp/any-value';
import { readRequest } from '@/lib/otlp/decode-envelope';
import type { Reader } from '@/lib/otlp/wire';

/** A point's own half of MetricPoint: all but what its metric, scope and resource give. */
type PointParts = Pick<MetricPoint, 'attributes' | 'start' | 'time' | 'flags' | 'exemplars'>;

/** Numbers of the future count as not given. */
export function temporality(value: number): Temporality {
  return value === 1 || value === 2 ? value : 0;
}

function readExemplar(reader: Reader, end: number): Exemplar {
  reader.budget.take();
  let time = 0n;
  let value = 0;
  let traceId = '';
  let spanId = '';
  const attributes: Attribute[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x11)
      time = reader.fixed64(end); // time_unix_nano = 2
    else if (tag === 0x19)
      value = reader.double(end); // as_double = 3
    else if (tag === 0x22)
      spanId = reader.hex(end); // span_id = 4
    else if (tag === 0x2a)
      traceId = reader.hex(end); // trace_id = 5
    else if (tag === 0x31)
      value = reader.sfixed64AsNumber(end); // as_int = 6
    else if (tag === 0x3a)
      attributes.push(readKeyValue(reader, reader.enter(end))); // filtered_attributes = 7
    else reader.skip(tag, end);
  }
  return { time: nanos(time), value, traceId, spanId, attributes: uniqueKeys(attributes) };
}

/** Adds the items of a repeated number, which comes packed (one field with all) or one by one. */
function readRepeated<T>(reader: Reader, end: number, packed: boolean, read: (end: number) => T, into: T[]): void {
  const stop = packed ? reader.enter(end) : end;
  do {
    if (packed && reader.pos >= stop) return;
    reader.budget.take();
    into.push(read(stop));
  } while (packed);
}

/** Where the fields that all points share have their tags, by the kind of point. */
interface PointTags {
  readonly attributes: number;
  readonly exemplars: number;
  readonly flags: number;
}

/** A point being read, and whether the field under `tag` was one that all points share. */
class PointDraft {
  private start = 0n;
  private time = 0n;
  private flags = 0;
  private readonly attributes: Attribute[] = [];
  private readonly exemplars: Exemplar[] = [];

  constructor(private readonly tags: PointTags) {}

  read(reader: Reader, tag: number, end: number): boolean {
    if (tag === this.tags.attributes) this.attributes.push(readKeyValue(reader, reader.enter(end)));
    else if (tag === 0x11)
      this.start = reader.fixed64(end); // start_time_unix_nano = 2
    else if (tag === 0x19)
      this.time = reader.fixed64(end); // time_unix_nano = 3
    else if (tag === this.tags.exemplars) this.exemplars.push(readExemplar(reader, reader.enter(end)));
    else if (tag === this.tags.flags) this.flags = reader.int32(end) >>> 0;
    else return false;
    return true;
  }

  parts(): PointParts {
    return {
      attributes: uniqueKeys(this.attributes),
      start: nanos(this.start),
      time: nanos(this.time),
      flags: this.flags,
      exemplars: this.exemplars,
    };
  }
}

/** The point's parts and what it measured. */
type ReadPoint = (reader: Reader, end: number) => [PointParts, MetricData];

/** NumberDataPoint: exemplars = 5, attributes = 7, flags = 8. */
const NUMBER: PointTags = { attributes: 0x3a, exemplars: 0x2a, flags: 0x40 };

function readNumber(reader: Reader, end: number): [PointParts, number] {
  const draft = new PointDraft(NUMBER);
  let value = 0;
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x21)
      value = reader.double(end); // as_double = 4
    else if (tag === 0x31)
      value = reader.sfixed64AsNumber(end); // as_int = 6
    else if (!draft.read(reader, tag, end)) reader.skip(tag, end);
  }
  return [draft.parts(), value];
}

/** HistogramDataPoint: exemplars = 8, attributes = 9, flags = 10. */
const HISTOGRAM: PointTags = { attributes: 0x4a, exemplars: 0x42, flags: 0x50 };

const readHistogram =
  (kind: Temporality): ReadPoint =>
  (reader, end) => {
    const draft = new PointDraft(HISTOGRAM);
    let count = 0n;
    let sum = 0;
    let min: number | undefined;
    let max: number | undefined;
    const counts: bigint[] = [];
    const bounds: number[] = [];
    const readCount = (stop: number): bigint => reader.fixed64(stop);
    const readBound = (stop: number): number => reader.double(stop);
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === 0x21)
        count = reader.fixed64(end); // count = 4
      else if (tag === 0x29)
        sum = reader.double(end); // sum = 5
      else if (tag === 0x32 || tag === 0x31)
        readRepeated(reader, end, tag === 0x32, readCount, counts); // bucket_counts = 6
      else if (tag === 0x3a || tag === 0x39)
        readRepeated(reader, end, tag === 0x3a, readBound, bounds); // explicit_bounds = 7
      else if (tag === 0x59)
        min = reader.double(end); // min = 11
      else if (tag === 0x61)
        max = reader.double(end); // max = 12
      else if (!draft.read(reader, tag, end)) reader.skip(tag, end);
    }
    return [draft.parts(), { type: 'histogram', count, sum, min, max, bounds, counts, temporality: kind }];
  };

/** Buckets: offset = 1, bucket_counts = 2. */
function readBuckets(reader: Reader, end: number): ExponentialBuckets {
  let offset = 0;
  const counts: bigint[] = [];
  const readCount = (stop: number): bigint => reader.uint64(stop);
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x08) offset = reader.sint32(end);
    else if (tag === 0x12 || tag === 0x10) readRepeated(reader, end, tag === 0x12, readCount, counts);
    else reader.skip(tag, end);
  }
  return { offset, counts };
}

/** ExponentialHistogramDataPoint: attributes = 1, flags = 10, exemplars = 11. */
const EXPONENTIAL: PointTags = { attributes: 0x0a, exemplars: 0x5a, flags: 0x50 };

const readExponential =
  (kind: Temporality): ReadPoint =>
  (reader, end) => {
    const draft = new PointDraft(EXPONENTIAL);
    let count = 0n;
    let sum = 0;
    let scale = 0;
    let zeroCount = 0n;
    let zeroThreshold = 0;
    let min: number | undefined;
    let max: number | undefined;
    let positive: ExponentialBuckets = { offset: 0, counts: [] };
    let negative: ExponentialBuckets = { offset: 0, counts: [] };
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === 0x21)
        count = reader.fixed64(end); // count = 4
      else if (tag === 0x29)
        sum = reader.double(end); // sum = 5
      else if (tag === 0x30)
        scale = reader.sint32(end); // scale = 6
      else if (tag === 0x39)
        zeroCount = reader.fixed64(end); // zero_count = 7
      else if (tag === 0x42)
        positive = readBuckets(reader, reader.enter(end)); // positive = 8
      else if (tag === 0x4a)
        negative = readBuckets(reader, reader.enter(end)); // negative = 9
      else if (tag === 0x61)
        min = reader.double(end); // min = 12
      else if (tag === 0x69)
        max = reader.double(end); // max = 13
      else if (tag === 0x71)
        zeroThreshold = reader.double(end); // zero_threshold = 14
      else if (!draft.read(reader, tag, end)) reader.skip(tag, end);
    }
    const buckets = { scale, zeroCount, zeroThreshold, positive, negative };
    return [draft.parts(), { type: 'exponentialHistogram', count, sum, min, max, ...buckets, temporality: kind }];
  };

/** SummaryDataPoint: attributes = 7, flags = 8; it has no exemplars, and 0 is no tag. */
const SUMMARY: PointTags = { attributes: 0x3a, exemplars: 0, flags: 0x40 };

const readSummary: ReadPoint = (reader, end) => {
  const draft = new PointDraft(SUMMARY);
  let count = 0n;
  let sum = 0;
  const quantiles: { quantile: number; value: number }[] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x21)
      count = reader.fixed64(end); // count = 4
    else if (tag === 0x29)
      sum = reader.double(end); // sum = 5
    else if (tag === 0x32) {
      // quantile_values = 6: quantile = 1, value = 2
      reader.budget.take();
      const inner = reader.enter(end);
      let quantile = 0;
      let value = 0;
      while (reader.pos < inner) {
        const field = reader.tag(inner);
        if (field === 0x09) quantile = reader.double(inner);
        else if (field === 0x11) value = reader.double(inner);
        else reader.skip(field, inner);
      }
      quantiles.push({ quantile, value });
    } else if (!draft.read(reader, tag, end)) reader.skip(tag, end);
  }
  return [draft.parts(), { type: 'summary', count, sum, quantiles }];
};

/** Metric.data's members by tag: gauge = 5, sum = 7, histogram = 9, exponential_histogram = 10, summary = 11. */
function pointReader(tag: number, kind: Temporality, monotonic: boolean): ReadPoint {
  switch (tag) {
    case 0x2a:
    case 0x3a:
      return (reader, end) => {
        const [parts, value] = readNumber(reader, end);
        return [parts, tag === 0x2a ? { type: 'gauge', value } : { type: 'sum', value, temporality: kind, monotonic }];
      };
    case 0x4a:
      return readHistogram(kind);
    case 0x52:
      return readExponential(kind);
    default:
      return readSummary;
  }
}

/** Gauge, Sum, Histogram, ExponentialHistogram, Summary: data_points = 1, aggregation_temporality = 2, is_monotonic = 3. */
function readData(reader: Reader, tag: number, end: number): [PointParts, MetricData][] {
  let kind: Temporality = 0;
  let monotonic = false;
  const points: number[] = [];
  while (reader.pos < end) {
    const field = reader.tag(end);
    if (field === 0x0a) {
      reader.budget.take();
      const stop = reader.enter(end);
      points.push(reader.pos, stop);
      reader.pos = stop;
    } else if (field === 0x10) kind = temporality(reader.int32(end));
    else if (field === 0x18) monotonic = reader.bool(end);
    else reader.skip(field, end);
  }
  const readPoint = pointReader(tag, kind, monotonic);
  const read: [PointParts, MetricData][] = [];
  for (let i = 0; i < points.length; i += 2) {
    reader.pos = points[i] as number;
    read.push(readPoint(reader, points[i + 1] as number));
  }
  reader.pos = end;
  return read;
}

/** Metric: name = 1, description = 2, unit = 3, and one of five kinds of data. */
function readMetric(reader: Reader, end: number, resource: Resource, scope: Scope, into: MetricPoint[]): void {
  let name = '';
  let description = '';
  let unit = '';
  let points: [PointParts, MetricData][] = [];
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) name = reader.string(end);
    else if (tag === 0x12) description = reader.string(end);
    else if (tag === 0x1a) unit = reader.string(end);
    else if (tag === 0x2a || tag === 0x3a || tag === 0x4a || tag === 0x52 || tag === 0x5a)
      points = readData(reader, tag, reader.enter(end));
    else reader.skip(tag, end);
  }
  for (const [parts, data] of points) into.push({ resource, scope, name, description, unit, ...parts, data });
}

/** Every data point of the request, in order. Throws DecodeError or TooManyItemsError. */
export function decodeMetrics(reader: Reader): MetricPoint[] {
  return readRequest(reader, readMetric);
}
