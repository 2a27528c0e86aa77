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

const busy = not(either(is(attribute('state'), 'idle'), is(attribute('cpu.mode'), 'idle'), is(attribute('system.cpu.state'), 'idle')));
const used = either(is(attribute('state'), 'used'), is(attribute('system.memory.state'), 'used'));
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
 * Share of the CPUs' time that is not idle: the states' newest shares added up, and where they come per CPU, over the number of
 * CPUs, by whichever attribute numbers them.
 */
const cpu = (by: Field[]) => {
  const where = all(ofHosts, busy);
  const total = series(metric('cpu'), where, [figure('last')], by);
  const over = (number: string) => pair('divide', total, series(metric('cpu'), where, [figure('distinct', attribute(number))], by));
  return first(over('cpu'), over('cpu.logical_number'), ask(total));
};

const gauge = (name: string, where: Filter) => series(metric(name), where, [figure('max')], [host]);

export const OVERVIEW: Section = {
  title: '',
  folded: false,
  panels: statRow([
    {
      id: 'hosts-seen',
      title: 'Hosts seen',
      ask: first(
        ask(series(metric('cpu'), ofHosts, [figure('distinct', host)])),
        ask(series(metric('load'), ofHosts, [figure('distinct', host)])),
        ask(series(SPANS, ofProcesses, [figure('distinct', host)])),
      ),
      unit: 'count',
      empty: HOSTS_EMPTY,
    },
    {
      id: 'busiest-memory',
      title: 'Fullest memory',
      ask: series(metric('memory'), all(ofHosts, used), [figure('max')]),
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
        ask(table(metric('load'), ofHosts, [figure('max', record('time')), figure('avg'), figure('max')], [host])),
        ask(table(metric('cpu'), ofHosts, [figure('max', record('time'))], [host])),
        ask(table(SPANS, ofProcesses, [figure('max', record('time'))], [host])),
      ),
      tableOf(['Host'], column('Last heard of', 'instant', 'liveness'), column('Load', 'none'), column('Highest load', 'none')),
      { note: 'live to 3 min, stale to 15 min, then down', empty: HOSTS_EMPTY },
    ),
    panel('cpu', 'CPU', [6, 0, 6, 7], cpu([host]), lines('ratio', { thresholds: fullness }), {
      note: 'not idle, by host',
      empty: CPU_EMPTY,
    }),
    panel('memory', 'Memory', [0, 7, 4, 7], gauge('memory', all(ofHosts, used)), lines('ratio', { thresholds: fullness }), {
      note: 'used, by host',
      empty: hostmetrics('system.memory.utilization', 'state'),
    }),
    panel('load', 'Load', [4, 7, 4, 7], gauge('load', ofHosts), lines('none'), {
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
    panel('disk-io', 'Disk I/O', [0, 14, 6, 7], series(metric('disk'), ofHosts, [rate], [host]), lines('bytesPerSecond'), {
      note: 'read and written, by host',
      empty: hostmetrics('system.disk.io', 'direction'),
    }),
    panel('network-io', 'Network I/O', [6, 14, 6, 7], series(metric('network'), ofHosts, [rate], [host]), lines('bytesPerSecond'), {
      note: 'received and sent, by host',
      empty: hostmetrics('system.network.io', 'direction'),
    }),
    panel(
      'process-cpu',
      'CPU of processes',
      [0, 21, 6, 8],
      table(metric('processCpu'), ofProcesses, [figure('avg'), figure('max'), figure('max', record('time'))], [record('service'), host]),
      tableOf(['Service', 'Host'], column('CPU', 'ratio'), column('Highest', 'ratio'), column('Last heard of', 'instant', 'liveness')),
      { note: 'of one CPU', empty: 'No process tells of its CPU. Send the gauge process.cpu.utilization.' },
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
