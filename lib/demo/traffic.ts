/** Who calls which system when: second by second, the traces that begin, and the metrics that are due. */
import type { Millis } from '@/lib/base/time';
import { TICK, density, exportInterval, rhythm, type Moment } from '@/lib/demo/clock';
import type { Service } from '@/lib/demo/fleet';
import { on, since, type Incident } from '@/lib/demo/incidents';
import { Meter, type MetricSample, type Reading } from '@/lib/demo/metrics/instrument';
import { businessMetrics } from '@/lib/demo/metrics/business';
import { HOST_METRICS } from '@/lib/demo/metrics/hosts';
import { SERVICE_METRICS } from '@/lib/demo/metrics/services';
import { Random } from '@/lib/demo/random';
import { play, type Played, type PlayedSpan } from '@/lib/demo/shape';
import { GATEWAY } from '@/lib/demo/systems/gateway';
import { HIGHLIGHTS } from '@/lib/demo/systems/highlights';
import { Marketing } from '@/lib/demo/systems/marketing';
import { MEMORY } from '@/lib/demo/systems/memory';
import type { Scenario, Scene, System } from '@/lib/demo/systems/scene';
import { caller } from '@/lib/demo/tenants';

/** Part of the traces that are staging's. Incidents spare it. */
const STAGING = 0.04;

/**
 * All that the demo sends from a moment on, in order. The same seed, start and first moment give the same telemetry; others give
 * other ids, so that two runs into one store, or two parts of one day, never share a trace.
 */
export class Traffic {
  readonly #random: Random;
  readonly #start: Millis;
  readonly #marketing = new Marketing();
  readonly #choices: readonly (readonly [{ readonly system: System; readonly scenario: Scenario }, number])[];
  readonly #perSecond: number;
  readonly #meters: readonly { readonly meter: Meter; readonly service: Service | undefined }[];
  readonly #recent = new Map<string, PlayedSpan>();
  #nextExport: Moment;

  /** `start`: the Unix time of moment 0. `from`: the first moment that will be asked for. */
  constructor(seed: number, start: Millis, from: Moment = 0) {
    this.#random = new Random(seed, start + from);
    this.#start = start;
    const systems: readonly System[] = [HIGHLIGHTS, this.#marketing, GATEWAY, MEMORY];
    this.#choices = systems.flatMap((system) => system.scenarios.map(([scenario, weight]) => [{ system, scenario }, weight] as const));
    this.#perSecond = this.#choices.reduce((sum, [, weight]) => sum + weight, 0);
    const instruments = [...businessMetrics(start), ...SERVICE_METRICS, ...HOST_METRICS];
    this.#meters = instruments.map((instrument) => ({
      meter: new Meter(instrument, from),
      service: 'service' in instrument.from ? instrument.from.service : undefined,
    }));
    this.#nextExport = from + exportInterval(from);
  }

  /** The traces that begin in the tick from `moment`. Their spans may end much later. */
  traces(moment: Moment): Played {
    const random = this.#random;
    const begun: Played = { spans: [], logs: [] };
    const expected = this.#perSecond * rhythm(this.#start, moment) * density(moment) * (TICK / 1_000);
    for (let left = random.poisson(expected); left > 0; left -= 1) {
      const { system, scenario } = random.weighted(this.#choices);
      const environment = random.chance(STAGING) ? 'staging' : 'production';
      const during = (incident: Incident): boolean => environment === 'production' && on(incident, moment);
      const scene: Scene = { at: moment + random.between(0, TICK), random, environment, during, ...caller(random) };
      append(begun, play(scenario(scene), scene, system.service));
      if (system === this.#marketing) append(begun, this.#marketing.echoes(scene));
    }
    for (const span of begun.spans)
      if (span.kind === 'Server' || span.kind === 'Consumer') this.#recent.set(String(span.resource.attributes['service.name']), span);
    return begun;
  }

  /** The metrics that are exported in the tick from `moment`: none, most of the time. */
  metrics(moment: Moment): readonly MetricSample[] {
    return moment < this.#nextExport ? [] : this.lastMetrics(moment);
  }

  /** The metrics as they are at `moment`: what a process exports once more when it ends. */
  lastMetrics(moment: Moment): readonly MetricSample[] {
    this.#nextExport = moment + exportInterval(moment);
    const reading: Reading = {
      at: moment,
      busy: rhythm(this.#start, moment),
      random: this.#random,
      since: (incident) => since(incident, moment),
    };
    return this.#meters.map(({ meter, service }) => meter.read(reading, service && this.#recent.get(service)));
  }
}

function append(to: Played, { spans, logs }: Played): void {
  for (const span of spans) to.spans.push(span);
  for (const log of logs) to.logs.push(log);
}
