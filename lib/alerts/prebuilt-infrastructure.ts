/** Alerts on queues, databases, machines and Hearth itself. */
import { aboveThresholds, asking, askingFirst, askingSpelled, prebuilt } from '@/lib/alerts/prebuilt-rule';
import { millis, MINUTE } from '@/lib/base/time';
import { conventional, connectionsFull, homeMade, older, poolSeries } from '@/lib/dashboards/catalog/infrastructure-calls';
import { INFRASTRUCTURE_HEALTH } from '@/lib/dashboards/catalog/infrastructure-health';
import { own } from '@/lib/dashboards/catalog/infrastructure-hearth';
import { fullness, ofHosts, usedSpace } from '@/lib/dashboards/catalog/infrastructure-hosts';
import { all, ask, figure, metric, series } from '@/lib/dashboards/catalog/panels';
import { queueLong, queueSizes } from '@/lib/dashboards/catalog/queues';
import type { AlertRule } from '@/lib/model/alert';
import { attribute, record } from '@/lib/model/record-field';

const FIVE_MINUTES = millis(5 * MINUTE);
/** Gauges are sent once a minute by default: two of them, so that one that is late leaves no hole. */
const TWO_MINUTES = millis(2 * MINUTE);

export const QUEUE_BACKUP: AlertRule = prebuilt({
  id: 'queue-backup',
  title: 'Queue backup',
  description:
    'Items that wait in a queue, by queue: the gauge queue.size. Look first at whether the workers that take from it run and how long each item takes them; then at what puts so much in.',
  ask: askingSpelled(queueSizes, INFRASTRUCTURE_HEALTH, 'queueSize'),
  unit: 'count',
  over: TWO_MINUTES,
  condition: aboveThresholds(queueLong, FIVE_MINUTES),
  keepFiring: FIVE_MINUTES,
});

export const DATABASE_CONNECTIONS: AlertRule = prebuilt({
  id: 'database-connections',
  title: 'Database connections',
  description:
    'The share of a pool of database connections that is in use, by pool. Look first at slow queries, which hold connections longer, and at transactions that stay open; a larger pool helps only if the database has room.',
  ask: askingFirst(
    asking(poolSeries(conventional), { connections: 'db.client.connection.count', connectionsMax: 'db.client.connection.max' }),
    asking(poolSeries(older), { connections: 'db.client.connections.usage', connectionsMax: 'db.client.connections.max' }),
    asking(poolSeries(homeMade), { connections: 'db.connections.used', connectionsMax: 'db.connections.max' }),
    asking(poolSeries(homeMade), { connections: 'db_connections_used', connectionsMax: 'db_connections_max' }),
  ),
  unit: 'ratio',
  over: TWO_MINUTES,
  condition: aboveThresholds(connectionsFull, FIVE_MINUTES),
  keepFiring: FIVE_MINUTES,
});

export const DISK_FULL: AlertRule = prebuilt({
  id: 'disk-full',
  title: 'Disk nearly full',
  description:
    "How full a file system is, by host and mount point: the Collector's hostmetrics receiver sends system.filesystem.utilization. Look first at what grew since last week: logs, old images, backups.",
  ask: askingSpelled(
    ask(series(metric('filesystem'), all(ofHosts, usedSpace), [figure('max')], [record('host'), attribute('mountpoint')])),
    INFRASTRUCTURE_HEALTH,
    'filesystem',
  ),
  unit: 'ratio',
  over: FIVE_MINUTES,
  condition: aboveThresholds(fullness, FIVE_MINUTES),
  keepFiring: FIVE_MINUTES,
  message: '{{mountpoint}} on {{host.name}} is {{value}} full.',
});

export const REFUSED_RECORDS: AlertRule = prebuilt({
  id: 'refused-records',
  title: 'Hearth refuses records',
  description:
    'Records that Hearth was sent and did not take in, because they were malformed or too old. They are missing on every page. Look first at what the senders log: the answer that they got says why.',
  ask: asking(ask(series(own('rejected'), undefined, [figure('increase')]))),
  unit: 'count',
  condition: { is: 'above', warn: { at: 0, for: millis(0) } },
  message: '{{value}} records were refused in 5 minutes.',
});
