/** One instrument's points as an OTLP Metric message (metrics.proto), backwards like all that BackwardWriter writes. */
import type { Nanos } from '@/lib/base/time';
import type { Moment } from '@/lib/demo/clock';
import { writeAttributes } from '@/lib/demo/emit/attribute-writer';
import type { BackwardWriter } from '@/lib/demo/emit/protobuf';
import type { Exemplar, Instrument, MetricSample, Point } from '@/lib/demo/metrics/instrument';

const DELTA = 1;
const CUMULATIVE = 2;

/** Field of Metric's `data` by kind of instrument. */
const DATA_FIELD: Readonly<Record<Instrument['kind'], number>> = {
  gauge: 5,
  counter: 7,
  deltaCounter: 7,
  upDownCounter: 7,
  histogram: 9,
  exponentialHistogram: 10,
};

/** Writes the fields of a Metric; `instant` turns moments into Unix nanoseconds. */
export function writeMetric(writer: BackwardWriter, { instrument, points }: MetricSample, instant: (moment: Moment) => Nanos): void {
  const { kind } = instrument;
  const mark = writer.written;
  if (kind === 'counter' || kind === 'deltaCounter' || kind === 'upDownCounter') writer.uint(3, kind === 'upDownCounter' ? 0 : 1);
  if (kind !== 'gauge') writer.uint(2, kind === 'deltaCounter' || kind === 'exponentialHistogram' ? DELTA : CUMULATIVE);
  for (let i = points.length - 1; i >= 0; i -= 1) {
    const pointMark = writer.written;
    writePoint(writer, points[i] as Point, instant);
    writer.message(1, pointMark);
  }
  writer.message(DATA_FIELD[kind], mark);
  writer.string(3, instrument.unit);
  writer.string(2, instrument.description);
  writer.string(1, instrument.name);
}

function writePoint(writer: BackwardWriter, { attributes, from, at, data, exemplar }: Point, instant: (moment: Moment) => Nanos): void {
  switch (data.type) {
    case 'number':
      writeAttributes(writer, 7, attributes);
      writer.double(4, data.value);
      break;
    case 'explicit':
      if (data.max !== undefined) writer.double(12, data.max);
      if (data.min !== undefined) writer.double(11, data.min);
      writeAttributes(writer, 9, attributes);
      if (exemplar) writeExemplar(writer, 8, exemplar, instant);
      writer.packedDouble(7, data.bounds);
      writer.packedFixed64(6, data.counts);
      writer.double(5, data.sum);
      writer.fixed64(4, BigInt(data.count));
      break;
    case 'exponential': {
      writer.double(13, data.max);
      writer.double(12, data.min);
      if (exemplar) writeExemplar(writer, 11, exemplar, instant);
      const buckets = writer.written;
      writer.packedVarint(2, data.counts);
      writer.sint(1, data.offset);
      writer.message(8, buckets);
      writer.sint(6, data.scale);
      writer.double(5, data.sum);
      writer.fixed64(4, BigInt(data.count));
      break;
    }
  }
  writer.fixed64(3, instant(at));
  writer.fixed64(2, instant(from));
  // Only exponential points have their attributes in field 1.
  if (data.type === 'exponential') writeAttributes(writer, 1, attributes);
}

function writeExemplar(writer: BackwardWriter, field: number, exemplar: Exemplar, instant: (moment: Moment) => Nanos): void {
  const mark = writer.written;
  writer.bytes(5, exemplar.traceId);
  writer.bytes(4, exemplar.spanId);
  writer.double(3, exemplar.value);
  writer.fixed64(2, instant(exemplar.at));
  writer.message(field, mark);
}
