import { typesOf } from '@/lib/backends/clickhouse/attribute-types';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { memo, serviceOf, type Batch } from '@/lib/backends/clickhouse/encode-spans';
import {
  AttributesColumn,
  block,
  bytes8,
  DictionaryColumn,
  float64s,
  instants,
  int32s,
  ListColumn,
  strings,
  uint32s,
  uint64s,
  type Block,
  type Column,
} from '@/lib/backends/clickhouse/native';
import type { MetricData, MetricPoint } from '@/lib/model/telemetry';

type DataOf<T extends MetricData['type']> = Extract<MetricData, { type: T }>;

/** Columns that only one type of metric has, and what fills them. */
interface DataColumns<T extends MetricData['type']> {
  readonly columns: Readonly<Record<string, Column>>;
  push(data: DataOf<T>): void;
}

function pushAll<T>(list: ListColumn<Column & { push(value: T): void }>, values: readonly T[]): void {
  for (const value of values) list.items.push(value);
  list.end(values.length);
}

function gauge(): DataColumns<'gauge'> {
  const Value = float64s();
  return { columns: { Value }, push: (data) => Value.push(data.value) };
}

function sum(): DataColumns<'sum'> {
  const [Value, AggregationTemporality, IsMonotonic] = [float64s(), int32s(), bytes8('Bool')];
  return {
    columns: { Value, AggregationTemporality, IsMonotonic },
    push(data) {
      Value.push(data.value);
      AggregationTemporality.push(data.temporality);
      IsMonotonic.push(data.monotonic ? 1 : 0);
    },
  };
}

/** Count, sum, extremes (0 where the sender gave none, as the exporter writes it) and temporality. */
function observations() {
  const [Count, Sum, Min, Max, AggregationTemporality] = [uint64s(), float64s(), float64s(), float64s(), int32s()];
  return {
    columns: { Count, Sum, Min, Max, AggregationTemporality },
    push(data: DataOf<'histogram' | 'exponentialHistogram'>) {
      Count.push(data.count);
      Sum.push(data.sum);
      Min.push(data.min ?? 0);
      Max.push(data.max ?? 0);
      AggregationTemporality.push(data.temporality);
    },
  };
}

function histogram(): DataColumns<'histogram'> {
  const common = observations();
  const [BucketCounts, ExplicitBounds] = [new ListColumn(uint64s()), new ListColumn(float64s())];
  return {
    columns: { ...common.columns, BucketCounts, ExplicitBounds },
    push(data) {
      common.push(data);
      pushAll(BucketCounts, data.counts);
      pushAll(ExplicitBounds, data.bounds);
    },
  };
}

function exponentialHistogram(): DataColumns<'exponentialHistogram'> {
  const common = observations();
  const [Scale, PositiveOffset, NegativeOffset] = [int32s(), int32s(), int32s()];
  const [ZeroCount, ZeroThreshold] = [uint64s(), float64s()];
  const [PositiveBucketCounts, NegativeBucketCounts] = [new ListColumn(uint64s()), new ListColumn(uint64s())];
  return {
    columns: {
      ...common.columns,
      Scale,
      ZeroCount,
      PositiveOffset,
      PositiveBucketCounts,
      NegativeOffset,
      NegativeBucketCounts,
      ZeroThreshold,
    },
    push(data) {
      common.push(data);
      Scale.push(data.scale);
      ZeroCount.push(data.zeroCount);
      ZeroThreshold.push(data.zeroThreshold);
      PositiveOffset.push(data.positive.offset);
      pushAll(PositiveBucketCounts, data.positive.counts);
      NegativeOffset.push(data.negative.offset);
      pushAll(NegativeBucketCounts, data.negative.counts);
    },
  };
}

function summary(): DataColumns<'summary'> {
  const [Count, Sum] = [uint64s(), float64s()];
  const [Quantile, Value] = [new ListColumn(float64s()), new ListColumn(float64s())];
  return {
    columns: { Count, Sum, 'ValueAtQuantiles.Quantile': Quantile, 'ValueAtQuantiles.Value': Value },
    push(data) {
      Count.push(data.count);
      Sum.push(data.sum);
      pushAll(
        Quantile,
        data.quantiles.map(({ quantile }) => quantile),
      );
      pushAll(
        Value,
        data.quantiles.map(({ value }) => value),
      );
    },
  };
}

function exemplars() {
  const FilteredAttributes = new ListColumn(new AttributesColumn());
  const [TimeUnix, Value] = [new ListColumn(instants()), new ListColumn(float64s())];
  const [SpanId, TraceId] = [new ListColumn(strings()), new ListColumn(strings())];
  return {
    columns: {
      'Exemplars.FilteredAttributes': FilteredAttributes,
      'Exemplars.TimeUnix': TimeUnix,
      'Exemplars.Value': Value,
      'Exemplars.SpanId': SpanId,
      'Exemplars.TraceId': TraceId,
    },
    push({ exemplars: list }: MetricPoint) {
      for (const exemplar of list) {
        FilteredAttributes.items.push(exemplar.attributes);
        TimeUnix.items.push(exemplar.time);
        Value.items.push(exemplar.value);
        SpanId.items.push(exemplar.spanId);
        TraceId.items.push(exemplar.traceId);
      }
      for (const column of [FilteredAttributes, TimeUnix, Value, SpanId, TraceId]) column.end(list.length);
    },
  };
}

const DATA = { gauge, sum, histogram, exponentialHistogram, summary } satisfies {
  [T in MetricData['type']]: () => DataColumns<T>;
};

/** Points of one type of metric as one block of its table. */
export function encodePoints(type: MetricData['type'], batches: readonly Batch<MetricPoint>[]): Block {
  const data = DATA[type]() as DataColumns<MetricData['type']>;
  const examples = type === 'summary' ? undefined : exemplars();
  const [resource, scope, attributes] = [new AttributesColumn(), new AttributesColumn(), new AttributesColumn()];
  const [resourceTypes, scopeTypes, types] = [new DictionaryColumn(), new DictionaryColumn(), new DictionaryColumn()];
  const [resourceUrl, scopeUrl, scopeName, scopeVersion] = [strings(), strings(), strings(), strings()];
  const [service, name, description, unit] = [new DictionaryColumn(), strings(), strings(), strings()];
  const [start, time, flags, request] = [instants(), instants(), uint32s(), uint64s()];
  const serviceOfResource = memo(serviceOf);
  const sharedTypes = memo(typesOf);
  let rows = 0;

  for (const { request: id, records } of batches) {
    for (const point of records) {
      rows++;
      request.push(id);
      resource.push(point.resource.attributes, true);
      resourceTypes.push(sharedTypes(point.resource.attributes));
      resourceUrl.push(point.resource.schemaUrl);
      scopeName.push(point.scope.name);
      scopeVersion.push(point.scope.version);
      scope.push(point.scope.attributes, true);
      scopeTypes.push(sharedTypes(point.scope.attributes));
      scopeUrl.push(point.scope.schemaUrl);
      service.push(serviceOfResource(point.resource));
      name.push(point.name);
      description.push(point.description);
      unit.push(point.unit);
      attributes.push(point.attributes);
      types.push(typesOf(point.attributes));
      start.push(point.start);
      time.push(point.time);
      flags.push(point.flags);
      data.push(point.data);
      examples?.push(point);
    }
  }
  return block(METRIC_TABLES[type], rows, {
    ResourceAttributes: resource,
    ResourceSchemaUrl: resourceUrl,
    ScopeName: scopeName,
    ScopeVersion: scopeVersion,
    ScopeAttributes: scope,
    ScopeSchemaUrl: scopeUrl,
    ServiceName: service,
    MetricName: name,
    MetricDescription: description,
    MetricUnit: unit,
    Attributes: attributes,
    StartTimeUnix: start,
    TimeUnix: time,
    Flags: flags,
    ...data.columns,
    ...examples?.columns,
    AttributeTypes: types,
    ResourceAttributeTypes: resourceTypes,
    ScopeAttributeTypes: scopeTypes,
    IngestRequest: request,
  });
}
