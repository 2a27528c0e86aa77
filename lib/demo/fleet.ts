/** What runs where: services, hosts and the versions that were deployed over the day. */
import { HOUR, MINUTE } from '@/lib/base/time';
import { BACKFILL, type Moment } from '@/lib/demo/clock';
import { on } from '@/lib/demo/incidents';
import type { Random } from '@/lib/demo/random';
import type { Attributes } from '@/lib/demo/shape';

export type Environment = 'production' | 'staging';

export const HOSTS = ['fra-web-1', 'fra-web-2', 'fra-work-1', 'fra-work-2', 'fra-edge-1'] as const;
export type Host = (typeof HOSTS)[number];

interface ServiceEntry {
  readonly hosts: readonly Host[];
  /** Instrumentation scope of its spans: the Python package that makes them. */
  readonly scope: readonly [name: string, version: string];
  /** The second and the third version, and how many hours before live play they came. */
  readonly versions: readonly [string, string, string];
  readonly deployed: readonly [hoursBefore: number, hoursBefore: number];
  /** Memory cloud names its environment in `service.namespace` alone, as its real counterpart does. */
  readonly namespace: 'environment' | string;
}

const fastapi = ['opentelemetry.instrumentation.fastapi', '0.64b0'] as const;
const celery = ['opentelemetry.instrumentation.celery', '0.64b0'] as const;
const temporal = ['temporalio.contrib.opentelemetry', '1.18.0'] as const;

export const SERVICES = {
  'highlights-api': {
    hosts: ['fra-web-1', 'fra-web-2'],
    scope: fastapi,
    versions: ['2.7.4', '2.8.0', '2.8.1'],
    deployed: [10, 9.35],
    namespace: 'highlights',
  },
  'highlights-worker': {
    hosts: ['fra-work-1', 'fra-work-2'],
    scope: celery,
    versions: ['2.7.4', '2.8.0', '2.8.1'],
    deployed: [9.9, 9.25],
    namespace: 'highlights',
  },
  'marketing-agent': {
    hosts: ['fra-web-1', 'fra-web-2'],
    scope: fastapi,
    versions: ['1.18.0', '1.19.0', '1.19.1'],
    deployed: [18, 4],
    namespace: 'marketing',
  },
  'marketing-worker': {
    hosts: ['fra-work-1', 'fra-work-2'],
    scope: temporal,
    versions: ['1.18.0', '1.19.0', '1.19.1'],
    deployed: [17.8, 3.9],
    namespace: 'marketing',
  },
  'agent-gateway': {
    hosts: ['fra-edge-1'],
    scope: ['weaver.gateway', '0.9.2'],
    versions: ['0.9.0', '0.9.1', '0.9.2'],
    deployed: [15, 6],
    namespace: 'gateway',
  },
  'memory-gateway': {
    hosts: ['fra-edge-1', 'fra-web-2'],
    scope: ['memory.mcp', '3.2.0'],
    versions: ['3.1.7', '3.1.8', '3.2.0'],
    deployed: [20, 2.5],
    namespace: 'environment',
  },
  'memory-cloud': {
    hosts: ['fra-web-1'],
    scope: fastapi,
    versions: ['3.1.7', '3.1.8', '3.2.0'],
    deployed: [20.1, 2.6],
    namespace: 'environment',
  },
  'memory-tenant-api': {
    hosts: ['fra-web-2'],
    scope: fastapi,
    versions: ['1.4.0', '1.4.1', '1.5.0'],
    deployed: [13, 8],
    namespace: 'environment',
  },
  'memory-worker': {
    hosts: ['fra-work-2'],
    scope: ['arq.worker', '0.26.3'],
    versions: ['3.1.7', '3.1.8', '3.2.0'],
    deployed: [20.2, 2.7],
    namespace: 'environment',
  },
} as const satisfies Record<string, ServiceEntry>;
export type Service = keyof typeof SERVICES;

export interface Resource {
  /** Which one, in a word: equal for equal resources. */
  readonly id: string;
  readonly attributes: Attributes;
}
export interface Scope {
  readonly name: string;
  readonly version: string;
}

const SCOPES = new Map<Service, Scope>(
  (Object.keys(SERVICES) as Service[]).map((service) => {
    const [name, version] = SERVICES[service].scope;
    return [service, { name, version }];
  }),
);

/** The instrumentation scope of the service's spans, always the same object. */
export function scopeOf(service: Service): Scope {
  return SCOPES.get(service) ?? { name: service, version: '' };
}

/** A deployment rolls from host to host, four minutes apart. */
const ROLL_OUT = 4 * MINUTE;

/**
 * The version that runs on the host at this moment. The bad deploy comes back while its incident is on in live play
 * (somebody rolls the second version out again), so that the live charts show deployments, too.
 */
function versionOf(service: Service, host: Host, moment: Moment): string {
  const { versions, deployed, hosts } = SERVICES[service] as ServiceEntry;
  const turn = Math.max(0, hosts.indexOf(host)) * ROLL_OUT;
  const at = (hoursBefore: number): Moment => BACKFILL - hoursBefore * HOUR + turn;
  const bad = service.startsWith('highlights') && moment >= BACKFILL && on('badDeploy', moment);
  if (bad || (moment >= at(deployed[0]) && moment < at(deployed[1]))) return versions[1];
  return moment < at(deployed[0]) ? versions[0] : versions[2];
}

const RESOURCES = new Map<string, Resource>();

/** The resource of a running instance; the same object whenever it is the same process. */
export function resourceOf(service: Service, host: Host, environment: Environment, moment: Moment): Resource {
  const version = versionOf(service, host, moment);
  const id = `${service}/${host}/${environment}/${version}`;
  const known = RESOURCES.get(id);
  if (known) return known;
  const { namespace } = SERVICES[service] as ServiceEntry;
  const resource: Resource = {
    id,
    attributes: {
      'service.name': service,
      'service.version': version,
      'service.instance.id': `${service}@${host}/${version}`,
      ...(namespace === 'environment'
        ? { 'service.namespace': environment }
        : { 'service.namespace': namespace, 'deployment.environment.name': environment }),
      'host.name': host,
      'host.arch': 'amd64',
      'os.type': 'linux',
      'cloud.provider': 'fly_io',
      'cloud.region': 'fra',
      'process.runtime.name': 'cpython',
      'process.runtime.version': '3.11.7',
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.sdk.language': 'python',
      'telemetry.sdk.version': '1.43.0',
    },
  };
  RESOURCES.set(id, resource);
  return resource;
}

/** One of the hosts that run the service. */
export function hostOf(service: Service, random: Random): Host {
  return random.pick(SERVICES[service].hosts as readonly Host[]);
}
