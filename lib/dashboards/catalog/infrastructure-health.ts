/** Infrastructure health: are the machines up, are the stores quick, is Hearth itself keeping up. */
import { CALLS, DATABASES } from '@/lib/dashboards/catalog/infrastructure-calls';
import { HOSTS, OVERVIEW } from '@/lib/dashboards/catalog/infrastructure-hosts';
import { HEARTH } from '@/lib/dashboards/catalog/infrastructure-hearth';
import { choice, CHOICES, metricNamed, spelled } from '@/lib/dashboards/catalog/panels';
import type { Dashboard } from '@/lib/model/dashboard';

export const INFRASTRUCTURE_HEALTH: Dashboard = {
  version: 2,
  slug: 'infrastructure-health',
  title: 'Infrastructure health',
  description: 'Hosts, processes, databases, queues, calls to other hosts, and how Hearth itself keeps up.',
  prebuilt: true,
  folder: '',
  tags: [],
  variables: [
    ...CHOICES,
    choice('host'),
    metricNamed('cpu', 'CPU', ...spelled(['system.cpu.utilization', 'system.cpu.usage'], '_ratio')),
    metricNamed('cpuWhole', 'CPU as one figure', ...spelled(['system.cpu.simple_utilization'], '_ratio')),
    metricNamed('load', 'load', ...spelled(['system.cpu.load_average.1m', 'system.load_average.1m', 'system.load.1m'], '_thread')),
    metricNamed('memory', 'memory', ...spelled(['system.memory.utilization'], '_ratio')),
    metricNamed('disk', 'disk I/O', ...spelled(['system.disk.io'], '_bytes_total')),
    metricNamed('network', 'network I/O', ...spelled(['system.network.io'], '_bytes_total')),
    metricNamed('filesystem', 'file systems', ...spelled(['system.filesystem.utilization'], '_ratio')),
    metricNamed('processCpu', 'process CPU', ...spelled(['process.cpu.utilization', 'process.runtime.cpython.cpu.utilization'], '_ratio')),
    metricNamed(
      'processMemory',
      'process memory',
      ...spelled(['process.memory.usage', 'process.memory.physical_usage', 'process.resident_memory'], '_bytes'),
    ),
    metricNamed(
      'connections',
      'connections used',
      ...spelled(['db.client.connection.count', 'db.client.connections.usage', 'db.connections.used', 'db.connections.active']),
    ),
    metricNamed(
      'connectionsMax',
      'connections allowed',
      ...spelled(['db.client.connection.max', 'db.client.connections.max', 'db.connections.max']),
    ),
    metricNamed('queueSize', 'queue size', ...spelled(['queue.size', 'queue.depth', 'queue.length', 'celery.queue.length'])),
  ],
  sections: [OVERVIEW, HOSTS, DATABASES, CALLS, HEARTH],
};
