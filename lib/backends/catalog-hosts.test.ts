/** Infrastructure health on what SDKs tell of the machines that they are on, with their default settings. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, point, resource, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis } from '@/lib/base/time';
import { pairSeries } from '@/lib/charts/pair';
import { alternativesOf } from '@/lib/dashboards/ask-specs';
import { findDashboard } from '@/lib/dashboards/catalog';
import { resolveChoices } from '@/lib/dashboards/choices';
import type { Series } from '@/lib/model/answer';
import type { MetricPoint } from '@/lib/model/telemetry';
import type { Spec } from '@/lib/model/query';
import { bind } from '@/lib/query/bind';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const RANGE = { from: millis(T0), to: millis(T0 + 120_000) };
const dashboard = findDashboard('infrastructure-health');
if (!dashboard) throw new Error('no dashboard');

/** The last figure of each group of a panel, by its label: of the first alternative that finds something. */
async function figures(id: string, arrived: readonly MetricPoint[]): Promise<Record<string, number>> {
  const panel = dashboard?.sections.flatMap(({ panels }) => panels).find((each) => each.id === id);
  if (!panel || !dashboard) throw new Error(id);
  const choices = resolveChoices(dashboard.variables, {}, {}, new Set(arrived.map(({ name }) => name)));
  const found = async (spec: Spec): Promise<readonly Series[]> => {
    const bound = bind(spec, choices, { range: RANGE, step: millis(60_000) });
    const answer = await store.ask(bound.spec, bound.frame);
    return answer.kind === 'series' ? answer.series : [];
  };
  for (const ask of alternativesOf(panel.ask)) {
    const list = ask.kind === 'spec' ? await found(ask.spec) : pairSeries(await found(ask.left), await found(ask.right), ask.op);
    const told = list.flatMap(({ labels, points }) => {
      const last = points.findLast(([, value]) => value !== null)?.[1];
      return last == null ? [] : [[labels.join(), Math.round(last * 1e6) / 1e6] as const];
    });
    if (told.length > 0) return Object.fromEntries(told);
  }
  return {};
}

type Own = Record<string, string>;
const gauge = (name: string, value: number, own: Own, service: string, from: Own) =>
  point(name, 70, 0, { type: 'gauge', value }, own, resource(service, { 'service.instance.id': service, ...from }));

/** `system.cpu.utilization` as OpenTelemetry's Python instrumentation sends it, of two CPUs: 0.9 and 0.5 busy of what it tells. */
const ofPython = (service: string, from: Own = {}) =>
  [
    ['1', 'idle', 0.1],
    ['1', 'user', 0.8],
    ['1', 'system', 0.1],
    ['2', 'idle', 0.5],
    ['2', 'user', 0.3],
    ['2', 'system', 0.2],
  ].map(([cpu, state, share]) => gauge('system.cpu.utilization', Number(share), { cpu: String(cpu), state: String(state) }, service, from));

const web = { 'host.name': 'web' };
/** What `logfire.instrument_system_metrics()` sends of the machine. */
const ofLogfire = (service: string, cpu: number, available: number) => [
  gauge('system.cpu.simple_utilization', cpu, {}, service, web),
  gauge('system.memory.utilization', available, { state: 'available' }, service, web),
  gauge('system.cpu.load_average.1m', 3, {}, service, web),
];

it('does not add up what several processes say of the same CPUs', async () => {
  const points = [...ofPython('api', web), ...ofPython('worker', web), ...ofPython('job', web)];
  await store.add({ points });
  // (0.9 + 0.5) / 2 CPUs
  expect(await figures('cpu', points)).toEqual({ web: 0.7 });
  expect(await figures('hosts-seen', points)).toEqual({ '': 1 });
});

it('reads the CPU and the memory as the Logfire SDK tells them', async () => {
  const points = [...ofLogfire('api', 0.4, 0.75), ...ofLogfire('worker', 0.6, 0.7)];
  await store.add({ points });
  expect(await figures('cpu', points)).toEqual({ web: 0.5 });
  expect(await figures('memory', points)).toEqual({ web: 0.3 });
  expect(await figures('busiest-memory', points)).toEqual({ '': 0.3 });
});

/** `system.disk.io` of a machine that reads and writes 600 bytes a second, since it booted. */
const disk = (service: string, from: Own) =>
  [10, 70].flatMap((second) =>
    ['read', 'write'].map((direction) =>
      point(
        'system.disk.io',
        second,
        5,
        { type: 'sum', value: 9e9 + second * 300, temporality: 2, monotonic: true },
        { direction },
        resource(service, from),
      ),
    ),
  );
const sdk = (service: string, from: Own = {}) => disk(service, { 'service.instance.id': service, ...from });

it.each<[string, MetricPoint[], Record<string, number>]>([
  ['a Collector', disk('', web), { web: 600 }],
  ['three processes of one host', [...ofPython('api', web), ...ofPython('job', web), ...ofPython('w', web), ...sdk('api', web), ...sdk('job', web), ...sdk('w', web)], { web: 600 }],
  ['two processes that do not say where they are', [...ofPython('api'), ...ofPython('job'), ...sdk('api'), ...sdk('job')], { '': 600 }],
  ['a process that does not tell of the CPU', sdk('api', web), { web: 600 }],
])('does not add up what several processes say of the same disks: %s', async (_what, points, expected) => {
  await store.add({ points });
  expect(await figures('disk-io', points)).toEqual(expected);
}); // prettier-ignore

it('prefers hosts that have a name to processes that do not say where they are', async () => {
  const nameless = [...ofPython('job'), gauge('system.memory.utilization', 0.9, { state: 'used' }, 'job', {})];
  const points = [...ofLogfire('api', 0.4, 0.75), ...nameless];
  await store.add({ points });
  expect(await figures('hosts-seen', points)).toEqual({ '': 1 });
  expect(await figures('cpu', points)).toEqual({ web: 0.4 });
  expect(await figures('memory', points)).toEqual({ web: 0.25 });
});

it('shows the machine of processes that do not say where they are, where that is all there is', async () => {
  const points = [...ofPython('api'), ...ofPython('job'), gauge('system.memory.utilization', 0.9, { state: 'used' }, 'job', {})];
  await store.add({ points });
  expect(await figures('cpu', points)).toEqual({ '': 0.7 });
  expect(await figures('memory', points)).toEqual({ '': 0.9 });
  expect(await figures('hosts-seen', points)).toEqual({});
});
