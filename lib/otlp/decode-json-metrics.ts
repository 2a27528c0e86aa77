/** The metrics half of OTLP/JSON. */
import { nanos } from '@/lib/base/time';
import type { Exemplar, ExponentialBuckets, MetricData, MetricPoint, Temporality } from '@/lib/model/telemetry';
import { jsonAttributes, jsonId, walkJson } from '@/lib/otlp/decode-json';
import { temporality } from '@/lib/otlp/decode-metrics';
import {
  boolOf,
  doubleOf,
  enumOf,
  int32Of,
  integerOf,
  listOf,
  objectOf,
  optionalDoubleOf,
  textOf,
  uint64Of,
  type Fields,
} from '@/lib/otlp/json-fields';
import type { ItemBudget } from '@/lib/otlp/wire';

/** asDouble or asInt; an integer beyond 2^53 rounds. */
function numberOf(fields: Fields): number {
  const integer = fields['asInt'];
  if (integer !== undefined && integer !== null) return Number(integerOf(integer, 'asInt'));
  return doubleOf(fields['asDouble'], 'asDouble');
}

function exemplarOf(value: unknown, budget: ItemBudget): Exemplar {
  budget.take();
  const fields = objectOf(value, 'exemplars');
  return {
    time: nanos(uint64Of(fields['timeUnixNano'], 'timeUnixNano')),
    value: numberOf(fields),
    traceId: jsonId(fields, 'traceId'),
    spanId: jsonId(fields, 'spanId'),
    attributes: jsonAttributes(fields, 'filteredAttributes', budget),
  };
}

function countsOf(fields: Fields, budget: ItemBudget): bigint[] {
  return listOf(fields, 'bucketCounts').map((count) => {
    budget.take();
    return uint64Of(count, 'bucketCounts');
  });
}

function bucketsOf(fields: Fields, name: string, budget: ItemBudget): ExponentialBuckets {
  const buckets = objectOf(fields[name], name);
  return { offset: int32Of(buckets, 'offset'), counts: countsOf(buckets, budget) };
}

/** The measures that both kinds of histogram have. */
function totalsOf(fields: Fields) {
  return {
    count: uint64Of(fields['count'], 'count'),
    sum: doubleOf(fields['sum'], 'sum'),
    min: optionalDoubleOf(fields, 'min'),
    max: optionalDoubleOf(fields, 'max'),
  };
}

const KINDS = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'] as const;

function dataOf(kind: (typeof KINDS)[number], point: Fields, group: Fields, budget: ItemBudget): MetricData {
  const over: Temporality = temporality(
    enumOf(group, 'aggregationTemporality', 'AGGREGATION_TEMPORALITY_', ['UNSPECIFIED', 'DELTA', 'CUMULATIVE']),
  );
  switch (kind) {
    case 'gauge':
      return { type: 'gauge', value: numberOf(point) };
    case 'sum':
      return { type: 'sum', value: numberOf(point), temporality: over, monotonic: boolOf(group, 'isMonotonic') };
    case 'histogram': {
      const bounds = listOf(point, 'explicitBounds').map((bound) => {
        budget.take();
        return doubleOf(bound, 'explicitBounds');
      });
      return { type: 'histogram', ...totalsOf(point), bounds, counts: countsOf(point, budget), temporality: over };
    }
    case 'exponentialHistogram':
      return {
        type: 'exponentialHistogram',
        ...totalsOf(point),
        scale: int32Of(point, 'scale'),
        zeroCount: uint64Of(point['zeroCount'], 'zeroCount'),
        zeroThreshold: doubleOf(point['zeroThreshold'], 'zeroThreshold'),
        positive: bucketsOf(point, 'positive', budget),
        negative: bucketsOf(point, 'negative', budget),
        temporality: over,
      };
    case 'summary': {
      const quantiles = listOf(point, 'quantileValues').map((item) => {
        budget.take();
        const at = objectOf(item, 'quantileValues');
        return { quantile: doubleOf(at['quantile'], 'quantile'), value: doubleOf(at['value'], 'value') };
      });
      return { type: 'summary', count: uint64Of(point['count'], 'count'), sum: doubleOf(point['sum'], 'sum'), quantiles };
    }
  }
}

/** Every data point of the request, in order. Throws DecodeError or TooManyItemsError. */
export function decodeJsonMetrics(request: unknown, budget: ItemBudget): MetricPoint[] {
  const points: MetricPoint[] = [];
  walkJson(request, ['resourceMetrics', 'scopeMetrics', 'metrics'], budget, (metric, resource, scope) => {
    const named = {
      resource,
      scope,
      name: textOf(metric, 'name'),
      description: textOf(metric, 'description'),
      unit: textOf(metric, 'unit'),
    };
    for (const kind of KINDS) {
      const group = objectOf(metric[kind], kind);
      for (const item of listOf(group, 'dataPoints')) {
        budget.take();
        const point = objectOf(item, 'dataPoints');
        points.push({
          ...named,
          attributes: jsonAttributes(point, 'attributes', budget),
          start: nanos(uint64Of(point['startTimeUnixNano'], 'startTimeUnixNano')),
          time: nanos(uint64Of(point['timeUnixNano'], 'timeUnixNano')),
          flags: int32Of(point, 'flags') >>> 0,
          exemplars: listOf(point, 'exemplars').map((exemplar) => exemplarOf(exemplar, budget)),
          data: dataOf(kind, point, group, budget),
        });
      }
    }
  });
  return points;
}
