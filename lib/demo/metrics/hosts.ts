/** What the Collector's hostmetrics receiver reports of the five hosts; names and units are its own. */
import { HOSTS, type Host } from '@/lib/demo/fleet';
import type { Instrument, Reading } from '@/lib/demo/metrics/instrument';

const GIB = 2 ** 30;
/** How hard each host works, and its memory in GiB. */
const SIZES: Readonly<Record<Host, { readonly work: number; readonly memory: number }>> = {
  'fra-web-1': { work: 0.34, memory: 16 },
  'fra-web-2': { work: 0.3, memory: 16 },
  'fra-work-1': { work: 0.52, memory: 32 },
  'fra-work-2': { work: 0.46, memory: 32 },
  'fra-edge-1': { work: 0.18, memory: 8 },
};

/** The share of CPU time that isn't idle; workers are full while their queue is. */
function load(host: Host, { busy, random, since }: Reading): number {
  const pressed = host.startsWith('fra-work') && since('queueBacksUp') !== undefined;
  return Math.min(0.97, (pressed ? 0.93 : SIZES[host].work * busy) * random.around(1, 0.06));
}

function ofHost(host: Host): readonly Instrument[] {
  const { work, memory } = SIZES[host];
  const used = ({ busy, random }: Reading): number => Math.min(0.95, 0.42 + 0.14 * busy * work + random.between(-0.01, 0.01));
  const from = { host };
  return [
    {
      name: 'system.cpu.utilization',
      unit: '1',
      description: 'Share of CPU time by state',
      from,
      kind: 'gauge',
      series: [
        { attributes: { state: 'user' }, value: (reading) => load(host, reading) * 0.78 },
        { attributes: { state: 'idle' }, value: (reading) => 1 - load(host, reading) },
        { attributes: { state: 'system' }, value: (reading) => load(host, reading) * 0.19 },
        {
          attributes: { state: 'wait' },
          value: (reading) => (reading.since('slowDatabase') === undefined ? 0.01 : 0.16) * reading.random.around(1, 0.2),
        },
      ],
    },
    {
      name: 'system.cpu.load_average.1m',
      unit: '{thread}',
      description: 'Threads that ran or waited to run, over a minute',
      from,
      kind: 'gauge',
      series: [{ attributes: {}, value: (reading) => load(host, reading) * 8 }],
    },
    {
      name: 'system.memory.usage',
      unit: 'By',
      description: 'Memory by state',
      from,
      kind: 'upDownCounter',
      series: [
        { attributes: { state: 'used' }, value: (reading) => Math.round(memory * GIB * used(reading)) },
        { attributes: { state: 'cached' }, value: () => Math.round(memory * GIB * 0.3) },
      ],
    },
    {
      name: 'system.memory.utilization',
      unit: '1',
      description: 'Share of memory by state',
      from,
      kind: 'gauge',
      series: [{ attributes: { state: 'used' }, value: used }],
    },
    {
      name: 'system.disk.io',
      unit: 'By',
      description: 'Bytes read from and written to disks',
      from,
      kind: 'counter',
      series: [
        { attributes: { device: 'nvme0n1', direction: 'read' }, perSecond: ({ busy }) => 2.1e6 * busy * work },
        { attributes: { device: 'nvme0n1', direction: 'write' }, perSecond: ({ busy }) => 5.4e6 * busy * work },
      ],
    },
    {
      name: 'system.network.io',
      unit: 'By',
      description: 'Bytes received and sent',
      from,
      kind: 'counter',
      series: [
        { attributes: { device: 'eth0', direction: 'receive' }, perSecond: ({ busy }) => 6.2e6 * busy * work },
        { attributes: { device: 'eth0', direction: 'transmit' }, perSecond: ({ busy }) => 3.8e6 * busy * work },
      ],
    },
    {
      name: 'system.filesystem.utilization',
      unit: '1',
      description: 'Share of the file system in use',
      from,
      kind: 'gauge',
      series: [
        {
          attributes: { device: '/dev/nvme0n1p1', mountpoint: '/', state: 'used' },
          value: ({ at }) => 0.41 + work * 0.3 + (at / 3_600_000) * 0.0004,
        },
      ],
    },
  ];
}

export const HOST_METRICS: readonly Instrument[] = HOSTS.flatMap(ofHost);
