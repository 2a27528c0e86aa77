/** Parts → figures: measures of histograms and summaries. */
import { groupKey, type Figures } from '@/lib/backends/clickhouse/figures';
import {
  countUpTo,
  explicitBuckets,
  exponentialBuckets,
  mergeBuckets,
  mergeExplicit,
  mergeExponential,
  quantileOf,
  type ExplicitCounts,
  type ExponentialCounts,
  type Histogram,
  type Interpolation,
} from '@/lib/backends/clickhouse/metrics-histogram';
import type { MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import { CODES } from '@/lib/backends/clickhouse/metrics-codes';
import type { Part } from '@/lib/backends/clickhouse/metrics-parts';
import { present } from '@/lib/base/assert';
import { millis } from '@/lib/base/time';
import type { Cell } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { Measure } from '@/lib/model/query';
import { logCells, type LogCount } from '@/lib/sql/log-cells';

type CodedPart = Part & { readonly scale: number };

function isCoded(part: Part): part is CodedPart {
  return part.scale !== undefined;
}

function explicit({ bounds, buckets }: Part): ExplicitCounts {
  return { bounds, counts: Array.from({ length: bounds.length + 1 }, (_, index) => buckets.get(index) ?? 0) };
}

/** The exponential histogram that `part` holds. */
function exponential({ buckets, zeroThreshold, scale }: CodedPart): ExponentialCounts {
  // The side is the remainder as mathematicians take it: of −14 by 4 it is 2, where JavaScript says −2.
  const sideOf = (code: number) => ((code % 4) + 4) % 4;
  const side = (wanted: number) =>
    new Map([...buckets].flatMap(([code, count]) => (sideOf(code) === wanted ? [[(code - wanted) / 4, count] as const] : [])));
  const zero = Math.max(0, buckets.get(CODES.zero) ?? 0);
  return { scale, positive: side(CODES.positive), negative: side(CODES.negative), zero, zeroThreshold };
}

/** An extreme of all parts, where every one tells it. */
function extreme(parts: readonly Part[], name: 'min' | 'max'): number | undefined {
  const told = parts.flatMap((part) => part[name] ?? []);
  if (told.length < parts.length || told.length === 0) return undefined;
  return name === 'min' ? Math.min(...told) : Math.max(...told);
}

function merged(parts: readonly Part[]): { histogram: Histogram; interpolation: Interpolation } {
  const [min, max] = [extreme(parts, 'min'), extreme(parts, 'max')];
  const [coded, others] = [parts.filter(isCoded), parts.filter((part) => !isCoded(part)).map(explicit)];
  if (coded.length === 0) return { histogram: mergeExplicit(others, min, max), interpolation: 'linear' };
  const buckets = exponentialBuckets(mergeExponential(coded.map(exponential)));
  if (others.length === 0) return { histogram: { buckets, min, max }, interpolation: 'logarithmic' };
  const all = [...buckets, ...others.flatMap((each) => explicitBuckets(each, min, max))];
  return { histogram: { buckets: mergeBuckets(all), min, max }, interpolation: 'linear' };
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (part.sum ?? 0), 0);
}

function onlyHistograms(measure: Measure, kind: MetricKind): void {
  if (kind.behaviour === 'summary')
    throw new BackendError('unsupported', `A summary keeps no buckets, so it has no “${measure.fn}”: ask for its count, sum or average.`);
}

/** One measure over parts; null where there is nothing to measure. `seconds`: the time that a rate is taken over. */
function measured(measure: Measure, index: number, parts: readonly Part[], kind: MetricKind, seconds: number): number | null {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const isCount = 'of' in measure && measure.of.in === 'record' && measure.of.name === 'count';
  switch (measure.fn) {
    case 'count':
      return count;
    case 'rate':
      return count / seconds;
    case 'ratio':
      return count > 0 ? parts.reduce((sum, part) => sum + (part.matching.get(index) ?? 0), 0) / count : null;
    case 'increase':
      return measure.of.in === 'record' && measure.of.name === 'sum' ? sumOf(parts) : count;
    case 'sum':
      return isCount ? count : sumOf(parts);
    case 'avg':
      return count > 0 ? sumOf(parts) / count : null;
    case 'min':
    case 'max': {
      // Cumulative extremes are those since the start: for less than that the outermost buckets are all there is to go by.
      onlyHistograms(measure, kind);
      const told = parts.every(({ exact }) => exact) ? extreme(parts, measure.fn) : undefined;
      return told ?? quantile(parts, measure.fn === 'min' ? 0 : 1);
    }
    case 'quantile':
      onlyHistograms(measure, kind);
      return quantile(parts, measure.q);
    case 'apdex': {
      onlyHistograms(measure, kind);
      const { histogram } = merged(parts);
      const up = countUpTo(histogram, measure.threshold) + countUpTo(histogram, 4 * measure.threshold);
      return count > 0 ? up / 2 / count : null;
    }
    case 'last':
    case 'distinct':
      throw new BackendError('unsupported', `A histogram has no “${measure.fn}”: ask for its count, sum, average or a quantile.`);
    case 'distribution':
      throw new BackendError('invalid', 'A distribution stands alone: it cannot be one of several measures, nor a table.');
  }
}

function quantile(parts: readonly Part[], q: number): number | null {
  const { histogram, interpolation } = merged(parts);
  return quantileOf(histogram, q, interpolation) ?? null;
}

/** Parts of one group and step together, in the order in which they are found. */
function gathered(parts: readonly Part[]): Part[][] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = `${part.at}${groupKey(part.labels)}`;
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return [...groups.values()];
}

/** Figures of every group and step; `seconds` gives the length of the step at a time (ms). Throws BackendError. */
export function figuresOf(
  parts: readonly Part[],
  measures: readonly Measure[],
  kind: MetricKind,
  seconds: (at: number) => number,
): Figures[] {
  return gathered(parts).map((group) => {
    const { at, labels } = present(group[0], 'a part');
    return { at, labels, values: measures.map((measure, index) => measured(measure, index, group, kind, seconds(at))) };
  });
}

/** What `part` holds, told by explicit `bounds`: observations are taken as spread evenly inside its own buckets. */
function explicitBy(bounds: readonly number[], part: CodedPart): ExplicitCounts {
  const { buckets } = merged([part]).histogram;
  const upTo = [...bounds.map((bound) => countUpTo({ buckets, min: undefined, max: undefined }, bound)), part.count];
  return { bounds, counts: upTo.map((count, index) => count - (upTo[index - 1] ?? 0)) };
}

/**
 * The cells of a heatmap: the explicit buckets as they are, exponential ones brought to few enough rows on either side of
 * zero, or to the explicit bounds where there are any. Zeros count in the lowest positive row, which then reaches down to 0.
 */
export function cellsOf(parts: readonly Part[]): Cell[] {
  const steps = gathered(parts.map((part) => ({ ...part, labels: [] })));
  const coded = parts.filter(isCoded);
  if (coded.length < parts.length) {
    // One set of rows for all steps: bounds that some steps alone have would make rows that overlap.
    const [min, max] = [extreme(parts, 'min'), extreme(parts, 'max')];
    const bounds = [...new Set(parts.flatMap((part) => part.bounds))].sort((one, other) => one - other);
    const buckets = (part: Part) => explicitBuckets(isCoded(part) ? explicitBy(bounds, part) : explicit(part), min, max);
    return steps.flatMap((step) =>
      mergeBuckets(step.flatMap(buckets), bounds).map(({ low, high, count }) => ({
        at: millis(present(step[0], 'a part').at),
        low: low < high ? low : Math.min(0, high - 1),
        high,
        count,
      })),
    );
  }
  const sides = steps.map((step) => ({
    at: present(step[0], 'a part').at,
    ...mergeExponential(step.filter(isCoded).map(exponential)),
  }));
  const rows = (side: 'positive' | 'negative') =>
    sides.flatMap(({ at, [side]: counts }): LogCount[] =>
      [...counts].filter(([, count]) => count > 0).map(([index, count]) => ({ at, bucket: index + 1, count })),
    );
  const zeros = sides.filter(({ zero }) => zero > 0).map(({ at, zero }): LogCount => ({ at, bucket: undefined, count: zero }));
  const perPower = 2 ** Math.min(...coded.map(({ scale }) => scale));
  // The negative side is the positive one in a mirror.
  const below = logCells(rows('negative'), perPower).map((cell) => ({ ...cell, low: -cell.high, high: -cell.low }));
  const above = logCells([...zeros, ...rows('positive')], perPower);
  return [...below, ...above].sort((one, other) => one.at - other.at || one.low - other.low);
}
