/** What the four systems have in common: who asks, where, and what can go wrong. */
import type { Environment, Service } from '@/lib/demo/fleet';
import type { Random, Weighted } from '@/lib/demo/random';
import type { Fault, Shape, Stage } from '@/lib/demo/shape';
import type { Tenant } from '@/lib/demo/tenants';
import type { Incident } from '@/lib/demo/incidents';

/** One request about to be made. */
export interface Scene extends Stage {
  readonly random: Random;
  readonly environment: Environment;
  readonly tenant: Tenant;
  readonly user: string;
  /** Whether the incident is on where this happens: staging has none. */
  readonly during: (incident: Incident) => boolean;
}

/** Writes the trace of one request. */
export type Scenario = (scene: Scene) => Shape;

/** A system: what it does, how often (traces per second, live), and the service where it begins. */
export interface System {
  readonly service: Service;
  readonly scenarios: Weighted<Scenario>;
}

/** A Python exception with a traceback as the SDKs send it. `frames`: file, line, function, source line; outermost first. */
export function fault(type: string, message: string, frames: readonly (readonly [string, number, string, string])[]): Fault {
  const lines = frames.map(([file, line, name, source]) => `  File "${file}", line ${line}, in ${name}\n    ${source}\n`);
  return { type, message, stack: `Traceback (most recent call last):\n${lines.join('')}${type}: ${message}\n` };
}
