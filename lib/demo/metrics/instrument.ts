/** Instruments as data, and the meter that reads them: totals, resets at restarts, buckets, exemplars. */
import type { Moment } from '@/lib/demo/clock';
import { resourceOf, type Host, type Resource, type Scope, type Service } from '@/lib/demo/fleet';
import type { Incident } from '@/lib/demo/incidents';
import type { Random } from '@/lib/demo/random';
import type { Attributes, PlayedSpan } from '@/lib/demo/shape';

/** What a series' figures may depend on. */
export interface Reading {
  readonly at: Moment;
  /** The rhythm of the day, 1 on average. */
  readonly busy: number;
  readonly random: Random;
  readonly since: (incident: Incident) => Moment | undefined;
}

type Figure = (reading: Reading) => number;

interface Described {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly from: Source;
}
/** The service that exports it, from the first of its hosts, or the Collector on a host. */
export type Source = { readonly service: Service; readonly host: Host } | { readonly host: Host };

/** Each series has its own attributes and figures. `perSecond`: how much is expected to come in a second. */
export type Instrument = Described &
  (
    | { readonly kind: 'gauge' | 'upDownCounter'; readonly series: readonly { readonly attributes: Attributes; readonly value: Figure }[] }
    | {
        readonly kind: 'counter' | 'deltaCounter';
        /** Counters of money or seconds have fractions, all others count things. */
        readonly fractions?: boolean;
        readonly series: readonly { readonly attributes: Attributes; readonly perSecond: Figure }[];
      }
    | {
        readonly kind: 'histogram';
        readonly bounds: readonly number[];
        readonly series: readonly { readonly attributes: Attributes; readonly perSecond: Figure; readonly draw: Figure }[];
      }
    | {
        readonly kind: 'exponentialHistogram';
        readonly series: readonly { readonly attributes: Attributes; readonly perSecond: Figure; readonly draw: Figure }[];
      }
  );

export interface Exemplar {
  readonly at: Moment;
  readonly value: number;
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
}

export type PointData =
  | { readonly type: 'number'; readonly value: number }
  | {
      readonly type: 'explicit';
      readonly count: number;
      readonly sum: number;
      readonly min: number | undefined;
      readonly max: number | undefined;
      readonly bounds: readonly number[];
      readonly counts: readonly number[];
    }
  | {
      readonly type: 'exponential';
      readonly count: number;
      readonly sum: number;
      readonly min: number;
      readonly max: number;
      readonly scale: number;
      readonly offset: number;
      readonly counts: readonly number[];
    };

export interface Point {
  readonly attributes: Attributes;
  readonly from: Moment;
  readonly at: Moment;
  readonly data: PointData;
  readonly exemplar: Exemplar | undefined;
}

/** One instrument's points of one export. */
export interface MetricSample {
  readonly resource: Resource;
  readonly scope: Scope;
  readonly instrument: Instrument;
  readonly points: readonly Point[];
}

/** 8 buckets per doubling: 9 % wide, as the SDKs choose for latencies that span four doublings. */
const SCALE = 3;
/** At most so many observations are drawn per export; each stands for several when there were more. */
const DRAWS = 16;

const METER: Scope = { name: 'app.metrics', version: '1.0.0' };
const HOST_METRICS: Scope = {
  name: 'github.com/open-telemetry/opentelemetry-collector-contrib/receiver/hostmetricsreceiver',
  version: '0.150.0',
};

const HOST_RESOURCES = new Map<Host, Resource>();
function hostResource(host: Host): Resource {
  const known = HOST_RESOURCES.get(host);
  if (known) return known;
  const attributes = { 'host.name': host, 'host.arch': 'amd64', 'os.type': 'linux', 'deployment.environment.name': 'production' };
  const resource: Resource = { id: `host/${host}`, attributes };
  HOST_RESOURCES.set(host, resource);
  return resource;
}

/** Running totals of a cumulative series. */
interface Totals {
  value: number;
  count: number;
  sum: number;
  counts: number[];
}

/** Reads one instrument again and again. Cumulative ones begin anew, from zero, whenever the process behind them was replaced. */
export class Meter {
  readonly #instrument: Instrument;
  #resource: Resource | undefined;
  #from: Moment;
  #last: Moment;
  #totals: Totals[] = [];

  constructor(instrument: Instrument, start: Moment) {
    this.#instrument = instrument;
    this.#from = start;
    this.#last = start;
  }

  /** The points since the export before. `trace`: a recent span to point exemplars at. */
  read(reading: Reading, trace: PlayedSpan | undefined): MetricSample {
    const instrument = this.#instrument;
    const { from: source } = instrument;
    const resource = 'service' in source ? resourceOf(source.service, source.host, 'production', reading.at) : hostResource(source.host);
    if (this.#resource !== resource) {
      this.#resource = resource;
      this.#from = this.#last;
      this.#totals = instrument.series.map(() => ({ value: 0, count: 0, sum: 0, counts: [] }));
    }
    const seconds = (reading.at - this.#last) / 1_000;
    const points = this.#points(reading, seconds, trace);
    this.#last = reading.at;
    return { resource, scope: 'service' in source ? METER : HOST_METRICS, instrument, points };
  }

  #points(reading: Reading, seconds: number, trace: PlayedSpan | undefined): Point[] {
    const instrument = this.#instrument;
    const { at, random } = reading;
    const point = (attributes: Attributes, from: Moment, data: PointData, exemplar?: Exemplar): Point => ({
      attributes,
      from,
      at,
      data,
      exemplar,
    });
    switch (instrument.kind) {
      case 'gauge':
      case 'upDownCounter':
        return instrument.series.map(({ attributes, value }) => point(attributes, this.#from, { type: 'number', value: value(reading) }));
      case 'counter':
      case 'deltaCounter':
        return instrument.series.map(({ attributes, perSecond }, index) => {
          const expected = perSecond(reading) * seconds;
          const more = instrument.fractions ? expected * random.between(0.9, 1.1) : random.poisson(expected);
          if (instrument.kind === 'deltaCounter') return point(attributes, this.#last, { type: 'number', value: more });
          const totals = this.#totals[index] as Totals;
          totals.value += more;
          return point(attributes, this.#from, { type: 'number', value: totals.value });
        });
      case 'histogram':
        return instrument.series.map(({ attributes, perSecond, draw }, index) => {
          const seen = observe(random.poisson(perSecond(reading) * seconds), () => draw(reading));
          const data = addUp(this.#totals[index] as Totals, instrument.bounds, seen);
          return point(attributes, this.#from, data, exemplarOf(seen, reading, trace));
        });
      case 'exponentialHistogram':
        // A delta without observations isn't exported, as in the SDKs.
        return instrument.series.flatMap(({ attributes, perSecond, draw }) => {
          const seen = observe(random.poisson(perSecond(reading) * seconds), () => draw(reading));
          return seen.length === 0 ? [] : [point(attributes, this.#last, exponential(seen), exemplarOf(seen, reading, trace))];
        });
    }
  }
}

/** A value, and how many observations had it. */
export type Observed = readonly (readonly [value: number, times: number])[];

/** `count` observations out of at most 16 draws. */
export function observe(count: number, draw: () => number): Observed {
  const draws = Math.min(count, DRAWS);
  return Array.from({ length: draws }, (_, index) => [draw(), Math.floor(count / draws) + (index < count % draws ? 1 : 0)] as const);
}

function exemplarOf(seen: Observed, { at }: Reading, trace: PlayedSpan | undefined): Exemplar | undefined {
  const [first] = seen;
  return first && trace ? { at: Math.min(trace.to, at), value: first[0], traceId: trace.traceId, spanId: trace.spanId } : undefined;
}

/** Adds the observations to the totals: bucket i holds bounds[i−1] < v ≤ bounds[i]. Minimum and maximum are of these observations. */
export function addUp(totals: Totals, bounds: readonly number[], seen: Observed): PointData {
  if (totals.counts.length === 0) totals.counts = Array.from({ length: bounds.length + 1 }, () => 0);
  for (const [value, times] of seen) {
    const found = bounds.findIndex((bound) => value <= bound);
    const bucket = found === -1 ? bounds.length : found;
    totals.counts[bucket] = (totals.counts[bucket] ?? 0) + times;
    totals.count += times;
    totals.sum += value * times;
  }
  const values = seen.map(([value]) => value);
  const [min, max] = values.length === 0 ? [undefined, undefined] : [Math.min(...values), Math.max(...values)];
  return { type: 'explicit', count: totals.count, sum: totals.sum, min, max, bounds, counts: [...totals.counts] };
}

/** Bucket i holds base^i < v ≤ base^(i+1) with base = 2^(2^−scale); all values are above zero. */
export function exponential(seen: Observed): PointData {
  const indexOf = (value: number): number => Math.ceil(Math.log2(value) * 2 ** SCALE) - 1;
  const values = seen.map(([value]) => value);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const offset = indexOf(min);
  const counts = Array.from({ length: indexOf(max) - offset + 1 }, () => 0);
  let count = 0;
  let sum = 0;
  for (const [value, times] of seen) {
    const bucket = indexOf(value) - offset;
    counts[bucket] = (counts[bucket] ?? 0) + times;
    count += times;
    sum += value * times;
  }
  return { type: 'exponential', count, sum, min, max, scale: SCALE, offset, counts };
}
