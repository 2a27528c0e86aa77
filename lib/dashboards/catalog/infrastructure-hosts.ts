/** Machines and the processes on them. */
import {
  above,
  all,
  ask,
  bars,
  chosen,
  column,
  either,
  environmentChosen,
  figure,
  first,
  has,
  is,
  lines,
  metric,
  not,
  pair,
  panel,
  quantile,
  rate,
  senderChosen,
  series,
  SPANS,
  statRow,
  table,
  tableOf,
} from '@/lib/dashboards/catalog/panels';
import { connectionsUsed, databaseCalls, DATABASE_EMPTY } from '@/lib/dashboards/catalog/infrastructure-calls';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Section } from '@/lib/model/dashboard';
import { attribute, record } from '@/lib/model/record-field';

const host = record('host');
const hostChosen = chosen('host', host);
/** A machine belongs to no service and no tenant. */
export const ofHosts = all(environmentChosen, hostChosen);
const ofProcesses = all(senderChosen, hostChosen);

/** SDKs tell of the machine that they are on, but some do not name it. */
const ofNamed = all(ofHosts, has(host));

const cpuStates = ['state', 'cpu.mode', 'system.cpu.state'].map((key) => attribute(key));
const stateTold = either(...cpuStates.map(has));
const idle = either(...cpuStates.map((state) => is(state, 'idle')));
const memoryIs = (state: string) => either(is(attribute('state'), state), is(attribute('system.memory.state'), state));
/** Points that tell the used space of a file system. */
export const usedSpace = either(is(attribute('state'), 'used'), is(attribute('system.filesystem.state'), 'used'));

/** Shares of a machine's memory or disk that are nearly all of it. */
export const fullness = above(0.8, 0.95);
const HOSTS_EMPTY = "Nothing tells of hosts. Run the Collector's hostmetrics receiver, or set host.name on the resource of your services.";
const CPU_EMPTY =
  "No host tells of its CPU. The Collector's hostmetrics receiver sends system.cpu.utilization {state} when it is enabled there.";
const hostmetrics = (name: string, attributes?: string) =>
  `No host tells of it. The Collector's hostmetrics receiver sends ${name}${attributes ? ` {${attributes}}` : ''}.`;

/**
 * Share of the CPUs' time that is not idle: the newest shares of the busy states, of those of all. So it does not matter whether they come
 * per CPU, nor how many processes of one host tell of them. Where no states come, the average of what each process tells.
 */
const busyShare = (where: Filter) =>
  pair(
    'divide',
    series(metric('cpu'), all(where, stateTold, not(idle)), [figure('last')], [host]),
    series(metric('cpu'), all(where, stateTold), [figure('last')], [host]),
  );
const average = (name: string, where: Filter) => ask(series(metric(name), where, [figure('avg')], [host]));
const cpu = first(busyShare(ofNamed), average('cpuWhole', ofNamed), busyShare(ofHosts), average('cpu', all(ofHosts, not(stateTold))));

/** The share of the memory that is used or, where only what is available is told, what that leaves of the whole: of its one state. */
const memoryUsed = (by: Field[]) => {
  const most = (where: Filter) => ask(series(metric('memory'), all(where, memoryIs('used')), [figure('max')], by));
  const available = all(ofHosts, memoryIs('available'));
  const whole = figure('distinct', attribute('state'));
  const left = pair('subtract', series(metric('memory'), available, [whole], by), series(metric('memory'), available, [figure('min')], by));
  return first(most(ofNamed), left, most(ofHosts));
};

const process = record('serviceInstance');
const ofSdks = has(process);

/**
 * Bytes per second of a machine's counters. Every process whose SDK tells of its machine tells of all of it, so what they tell is shared
 * among those that do: as many as tell of its CPU, whose shares hold from one point to the next.
 */
const machineRate = (name: 'disk' | 'network') => {
  const shared = (where: Filter) =>
    pair(
      'divide',
      series(metric(name), all(where, ofSdks), [rate], [host]),
      series(metric('cpu'), all(where, ofSdks), [figure('distinct', process)], [host]),
    );
  const every = (where: Filter) => ask(series(metric(name), where, [rate], [host]));
  return first(every(all(ofNamed, not(ofSdks))), shared(ofNamed), shared(ofHosts), every(ofHosts));
};

export const OVERVIEW: Section = {
  title: '',
  folded: false,
  panels: statRow([
    {
      id: 'hosts-seen',
      title: 'Hosts seen',
      ask: first(
        ask(series(metric('cpu'), ofNamed, [figure('distinct', host)])),
        ask(series(metric('load'), ofNamed, [figure('distinct', host)])),
        ask(series(SPANS, all(ofProcesses, has(host)), [figure('distinct', host)])),
      ),
      unit: 'count',
      empty: HOSTS_EMPTY,
    },
    {
      id: 'busiest-memory',
      title: 'Fullest memory',
      ask: memoryUsed([]),
      unit: 'ratio',
      better: 'down',
      thresholds: fullness,
      empty: hostmetrics('system.memory.utilization', 'state'),
    },
    {
      id: 'fullest-disk',
      title: 'Fullest disk',
      ask: series(metric('filesystem'), all(ofHosts, usedSpace), [figure('max')]),
      unit: 'ratio',
      better: 'down',
      thresholds: fullness,
      empty: hostmetrics('system.filesystem.utilization', 'state'),
    },
    connectionsUsed,
    {
      id: 'query-p95',
      title: 'Query p95',
      ask: series(SPANS, databaseCalls, [quantile(0.95)]),
      unit: 'nanoseconds',
      better: 'down',
      empty: DATABASE_EMPTY,
    },
    {
      id: 'query-rate',
      title: 'Queries per second',
      ask: series(SPANS, databaseCalls, [rate]),
      unit: 'perSecond',
      empty: DATABASE_EMPTY,
    },
  ]),
};

export const HOSTS: Section = {
  title: 'Hosts and processes',
  folded: false,
  panels: [
    panel(
      'hosts',
      'Hosts',
      [0, 0, 6, 7],
      first(
        ask(table(metric('load'), ofNamed, [figure('max', record('time')), figure('avg'), figure('max')], [host])),
        ask(table(metric('cpu'), ofNamed, [figure('max', record('time'))], [host])),
        ask(table(SPANS, all(ofProcesses, has(host)), [figure('max', record('time'))], [host])),
      ),
      tableOf(['Host'], column('Last heard of', 'instant', 'liveness'), column('Load', 'none'), column('Highest load', 'none')),
      { note: 'live to 3 min, stale to 15 min, then down', empty: HOSTS_EMPTY },
    ),
    panel('cpu', 'CPU', [6, 0, 6, 7], cpu, lines('ratio', { thresholds: fullness }), {
      note: 'not idle, by host',
      empty: CPU_EMPTY,
    }),
    panel('memory', 'Memory', [0, 7, 4, 7], memoryUsed([host]), lines('ratio', { thresholds: fullness }), {
      note: 'used, by host',
      empty: hostmetrics('system.memory.utilization', 'state'),
    }),
    panel('load', 'Load', [4, 7, 4, 7], series(metric('load'), ofHosts, [figure('max')], [host]), lines('none'), {
      note: 'over a minute, by host',
      empty: hostmetrics('system.cpu.load_average.1m'),
    }),
    panel(
      'filesystems',
      'File systems',
      [8, 7, 4, 7],
      table(metric('filesystem'), all(ofHosts, usedSpace), [figure('max')], [host, attribute('mountpoint')], { limit: 20 }),
      bars(column('Used', 'ratio', 'text', fullness)),
      { note: 'used, fullest first', empty: hostmetrics('system.filesystem.utilization', 'mountpoint, state') },
    ),
    panel('disk-io', 'Disk I/O', [0, 14, 6, 7], machineRate('disk'), lines('bytesPerSecond'), {
      note: 'read and written, by host',
      empty: hostmetrics('system.disk.io', 'direction'),
    }),
    panel('network-io', 'Network I/O', [6, 14, 6, 7], machineRate('network'), lines('bytesPerSecond'), {
      note: 'received and sent, by host',
      empty: hostmetrics('system.network.io', 'direction'),
    }),
    panel(
      'process-cpu',
      'CPU of processes',
      [0, 21, 6, 8],
      table(metric('processCpu'), ofProcesses, [figure('avg'), figure('max'), figure('max', record('time'))], [record('service'), host]),
      tableOf(['Service', 'Host'], column('CPU', 'ratio'), column('Highest', 'ratio'), column('Last heard of', 'instant', 'liveness')),
      { note: 'of all CPUs', empty: 'No process tells of its CPU. Send the gauge process.cpu.utilization.' },
    ),
    panel(
      'process-memory',
      'Memory of processes',
      [6, 21, 6, 8],
      table(metric('processMemory'), ofProcesses, [figure('avg'), figure('max')], [record('service'), host]),
      tableOf(['Service', 'Host'], column('Memory', 'bytes', 'bar'), column('Highest', 'bytes')),
      { empty: 'No process tells of its memory. Send the up-down counter process.memory.usage.' },
    ),
  ],
};
