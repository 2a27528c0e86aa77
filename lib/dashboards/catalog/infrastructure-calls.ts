/** What services depend on: databases, caches and vector stores, queues, and other hosts over HTTP. */
import {
  above,
  all,
  allChosen,
  bars,
  column,
  count,
  either,
  errorsAbove,
  errorShare,
  figure,
  first,
  has,
  is,
  isOneOf,
  lines,
  metric,
  not,
  pair,
  panel,
  quantile,
  rate,
  records,
  rows,
  senderChosen,
  series,
  SPANS,
  type Stat,
  table,
  tableOf,
  duration,
} from '@/lib/dashboards/catalog/panels';
import { queueDepth } from '@/lib/dashboards/catalog/queues';
import type { Section } from '@/lib/model/dashboard';
import { attribute, record } from '@/lib/model/record-field';

const system = record('dbSystem');
const operation = record('dbOperation');
/** Calls of databases by those who make them. */
export const databaseCalls = all(allChosen, has(system), isOneOf(record('kind'), 'Client', 'Internal'));

/** Caches and vector stores, also where only a span's name says so. */
const storeCalls = all(
  allChosen,
  either(
    isOneOf(system, 'redis', 'valkey', 'memcached', 'qdrant', 'pinecone', 'weaviate', 'milvus', 'chroma', 'elasticsearch', 'opensearch'),
    { op: 'matches', field: record('name'), value: '^(redis|qdrant|pinecone|weaviate|milvus|chroma):' },
  ),
);

const httpCalls = all(allChosen, is(record('kind'), 'Client'), has(record('httpMethod')), has(record('peer')));

export const DATABASE_EMPTY = 'No database was called. Client spans with db.system.name fill this.';
const STORES_EMPTY = 'No cache or vector store was called. Client spans with db.system.name, e.g. redis or qdrant, fill this.';
const CONNECTIONS_EMPTY =
  'Spans cannot tell how full a pool is. Send db.client.connection.count {db.client.connection.state} and db.client.connection.max.';
const HTTP_EMPTY = 'Nothing was called over HTTP. Client spans with http.request.method and server.address fill this.';

/** Shares of a pool that are in use from which on it is nearly empty. */
export const connectionsFull = above(0.8, 0.95);
const stateNow = attribute('db.client.connection.state');
const stateOlder = attribute('state');
/** Used connections and the attribute that names their pool: as conventions have it, as older ones did, and metrics of one's own. */
export const conventional = { used: is(stateNow, 'used'), pool: attribute('db.client.connection.pool.name') };
export const older = { used: is(stateOlder, 'used'), pool: attribute('pool.name') };
export const homeMade = { used: not(either(has(stateNow), has(stateOlder))), pool: record('service') };

type Pools = typeof conventional | typeof older | typeof homeMade;
const fullest = [figure('max')];
const poolTables = ({ used, pool }: Pools) =>
  pair(
    'divide',
    table(metric('connections'), all(senderChosen, used), fullest, [pool]),
    table(metric('connectionsMax'), senderChosen, fullest, [pool]),
  );
/** The share of each pool's connections that is in use, over time: its highest in each step. */
export const poolSeries = ({ used, pool }: Pools) =>
  pair(
    'divide',
    series(metric('connections'), all(senderChosen, used), fullest, [pool]),
    series(metric('connectionsMax'), senderChosen, fullest, [pool]),
  );
const allPools = ({ used }: Pools) =>
  pair(
    'divide',
    series(metric('connections'), all(senderChosen, used), [figure('last')]),
    series(metric('connectionsMax'), senderChosen, [figure('last')]),
  );

export const connectionsUsed: Stat = {
  id: 'connections-used',
  title: 'Connections used',
  ask: first(allPools(conventional), allPools(older), allPools(homeMade)),
  unit: 'ratio',
  better: 'down',
  thresholds: connectionsFull,
  empty: CONNECTIONS_EMPTY,
};

export const DATABASES: Section = {
  title: 'Databases and stores',
  folded: false,
  panels: [
    panel(
      'queries',
      'Queries',
      [0, 0, 8, 7],
      table(SPANS, databaseCalls, [figure('sum', duration), rate, errorShare, quantile(0.5), quantile(0.95)], [system, operation]),
      tableOf(
        ['System', 'Operation'],
        column('Share of time', 'nanoseconds', 'share'),
        column('Rate', 'perSecond'),
        column('Errors', 'ratio', 'text', errorsAbove),
        column('p50', 'nanoseconds'),
        column('p95', 'nanoseconds'),
      ),
      { note: 'by share of time', empty: DATABASE_EMPTY },
    ),
    panel(
      'pools',
      'Connections',
      [8, 0, 4, 7],
      first(poolTables(conventional), poolTables(older), poolTables(homeMade)),
      bars(column('Used', 'ratio', 'text', connectionsFull)),
      { note: 'most in this window, of the pool', empty: CONNECTIONS_EMPTY },
    ),
    panel(
      'query-p95-over-time',
      'Query p95 by system',
      [0, 7, 4, 7],
      series(SPANS, databaseCalls, [quantile(0.95)], [system]),
      lines('nanoseconds', { scale: 'log' }),
      { note: 'log', empty: DATABASE_EMPTY },
    ),
    panel(
      'pools-over-time',
      'Connections over time',
      [4, 7, 4, 7],
      first(poolSeries(conventional), poolSeries(older), poolSeries(homeMade)),
      lines('ratio', { thresholds: connectionsFull }),
      { note: 'used of the pool', empty: CONNECTIONS_EMPTY },
    ),
    panel(
      'stores',
      'Caches and vector stores',
      [8, 7, 4, 7],
      table(SPANS, storeCalls, [quantile(0.95), rate, errorShare], [record('name')], { limit: 12 }),
      bars(column('p95', 'nanoseconds'), column('Rate', 'perSecond'), column('Errors', 'ratio', 'text', errorsAbove)),
      { note: 'p95 · rate · errors', empty: STORES_EMPTY },
    ),
    panel(
      'slow-queries',
      'Slowest queries',
      [0, 14, 12, 8],
      rows(SPANS, databaseCalls, [record('dbStatement'), record('tenant')], 'duration'),
      records,
      { note: 'longest first', empty: DATABASE_EMPTY },
    ),
  ],
};

export const CALLS: Section = {
  title: 'Queues and calls to other hosts',
  folded: false,
  panels: [
    queueDepth([0, 0, 5, 7]),
    panel(
      'outbound',
      'Calls to other hosts',
      [5, 0, 7, 7],
      table(SPANS, httpCalls, [count, rate, errorShare, quantile(0.5), quantile(0.95)], [record('peer')], { limit: 20 }),
      tableOf(
        ['Host'],
        column('Calls', 'count', 'bar'),
        column('Rate', 'perSecond'),
        column('Errors', 'ratio', 'text', errorsAbove),
        column('p50', 'nanoseconds'),
        column('p95', 'nanoseconds'),
      ),
      { note: 'over HTTP', empty: HTTP_EMPTY },
    ),
  ],
};
