/** A metric's unit as it was sent (UCUM, as OpenTelemetry asks for it) → the unit that its figures are written in. */
import type { Unit } from '@/lib/base/units';
import type { MetricType } from '@/lib/model/metric';
import type { Measure } from '@/lib/model/query';

/** Units of amounts that have their own way of being written. A bare annotation, `{stream}`, counts things. */
const AMOUNTS: ReadonlyMap<string, Unit> = new Map<string, Unit>(
  Object.entries({
    ns: 'nanoseconds',
    us: 'microseconds',
    µs: 'microseconds',
    μs: 'microseconds',
    ms: 'milliseconds',
    s: 'seconds',
    sec: 'seconds',
    seconds: 'seconds',
    milliseconds: 'milliseconds',
    By: 'bytes',
    bytes: 'bytes',
    'By/s': 'bytesPerSecond',
    '%': 'percent',
    '1': 'ratio',
    '1/s': 'perSecond',
    USD: 'usd',
    usd: 'usd',
    $: 'usd',
    '{USD}': 'usd',
    '{usd}': 'usd',
  } satisfies Record<string, Unit>),
);

/** What one value of the metric is. */
function amountOf(unit: string): Unit {
  const known = AMOUNTS.get(unit);
  if (known) return known;
  if (/^\{[^{}]*\}$/.test(unit)) return 'count';
  return /^\{[^{}]*\}\/s$/.test(unit) ? 'perSecond' : 'none';
}

/** What is added up over time: a `1` that accumulates counts things, and so does what has no unit at all. */
function totalOf(unit: string): Unit {
  return unit === '' || unit === '1' ? 'count' : amountOf(unit);
}

/** The same per second. Seconds per second are a share of the time; what has no unit of its own per second has none. */
function perSecond(total: Unit): Unit {
  switch (total) {
    case 'count':
      return 'perSecond';
    case 'bytes':
      return 'bytesPerSecond';
    case 'seconds':
      return 'ratio';
    default:
      return 'none';
  }
}

const ACCUMULATES: ReadonlySet<MetricType> = new Set(['counter', 'upDownCounter']);
const OBSERVES: ReadonlySet<MetricType> = new Set(['histogram', 'exponentialHistogram', 'summary']);

/**
 * The unit of the figures of the measure `fn` over a metric that was sent with `unit`, e.g. `By` and `rate` are bytes per
 * second; `none` for a unit that has no way of being written here. With its `type`, what counts observations is told from
 * what adds up amounts, and a `1` that is a number of things from one that is a share; without, the metric counts as a counter
 * where it is asked for a rate or an increase, and as a gauge else.
 */
export function unitOfMetric(unit: string, fn: Measure['fn'], type?: MetricType): Unit {
  const observes = type !== undefined && OBSERVES.has(type);
  switch (fn) {
    case 'count':
    case 'distinct':
      return 'count';
    case 'ratio':
      return 'ratio';
    case 'apdex':
      return 'score';
    case 'rate':
      return observes || type === 'gauge' || type === 'upDownCounter' ? 'perSecond' : perSecond(totalOf(unit));
    case 'increase':
      return observes ? 'count' : totalOf(unit);
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'last':
    case 'quantile':
    case 'distribution':
      return type !== undefined && ACCUMULATES.has(type) ? totalOf(unit) : amountOf(unit);
  }
}
