/** The composition root: the only place that knows which backend and which database there are. */
import path from 'node:path';
import next from 'next';
import { openClickhouse, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { dashboardStore } from '@/lib/meta/dashboard-store';
import { searchStore } from '@/lib/meta/searches';
import { openMeta, type Meta } from '@/lib/meta/db';
import { createReceiver, type Receiver } from '@/lib/otlp/receive';
import { AnswerCache } from '@/lib/server/answer-cache';
import { ownReceiver, type Addresses } from '@/lib/server/addresses';
import { openAlerts, type AlertService } from '@/lib/server/alert-service';
import { buildPages } from '@/lib/server/build';
import { cachedStats } from '@/lib/server/cached-stats';
import { baseComponents, notReady } from '@/lib/server/components';
import { openBuiltFiles } from '@/lib/server/built-files';
import { takeDataFolder } from '@/lib/server/data-folder';
import { openDemoSwitch } from '@/lib/server/demo-switch';
import { openDoors } from '@/lib/server/doors';
import type { Env } from '@/lib/server/env';
import type { Rooms } from '@/lib/server/front';
import { readHealth, type Component } from '@/lib/server/health';
import { watchInserts } from '@/lib/server/insert-watch';
import { log } from '@/lib/server/log';
import { openNotifications } from '@/lib/server/notifications';
import { startOwnMetrics } from '@/lib/server/own-metrics';
import { QUERY_PATH, queryRoute } from '@/lib/server/query-route';
import { serveRoute } from '@/lib/server/route-door';
import { provideServices } from '@/lib/server/services';
import { openTails } from '@/lib/server/tails';

export interface HearthSettings {
  readonly env: Env;
  readonly root: string;
  readonly version: string;
  readonly dev: boolean;
  /** Switch the demo on. */
  readonly demo: boolean;
}

export interface Hearth {
  readonly addresses: Addresses;
  /** Takes nothing new in, stores what was accepted, closes the engines. */
  stop(): Promise<void>;
}

type Close = () => Promise<void>;

/**
 * Starts everything; what was opened is closed again when a later step fails, or when `cancel` aborts before all is open.
 * Throws StartupFault, BackendError, MetaError, and AbortError when it was cancelled.
 */
export async function startHearth(settings: HearthSettings, cancel: AbortSignal): Promise<Hearth> {
  const opened: Close[] = [];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return { addresses: await open(settings, opened, cancel), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Opens one thing after the other and puts into `opened` how each is closed: the last is closed first. */
async function open({ env, root, version, dev, demo: demoOn }: HearthSettings, opened: Close[], cancel: AbortSignal): Promise<Addresses> {
  const folder = await takeDataFolder(env.dataFolder);
  opened.push(() => folder.release());

  const behind: { receiver?: Receiver; alerts?: AlertService; components: Component[] } = { components: [] };
  const rooms: Rooms = {
    pages: undefined,
    otlp: undefined,
    health: () => readHealth(behind.components, version),
    notReady: async () => (rooms.pages ? await notReady(behind.components) : 'Hearth is starting.'),
  };
  const doors = await openDoors(env, dev, rooms, {
    receive: async (...request) =>
      behind.receiver?.receive(...request) ?? { kind: 'overloaded', reason: 'Hearth is starting.', retryAfterSeconds: 2 },
  });
  // put in again below, to be closed before what is behind: what is on its way in still needs the receiver and the store
  const closeDoors = () => doors.close();
  opened.push(closeDoors);

  if (!dev) await buildPages(root, cancel);
  const meta = await openMetadata(env, root);
  opened.push(() => meta.close());
  cancel.throwIfAborted();
  const backend = await openStore(env);
  opened.push(() => backend.close());
  cancel.throwIfAborted();
  const inserts = watchInserts(backend.ingest);
  const readStats = cachedStats(backend);
  const own = startOwnMetrics({
    ingest: inserts.ingest,
    readIngest: () => receiver.stats(),
    readStore: readStats,
    readMore: () => behind.alerts?.gauges() ?? [],
    report: (error) => log().warn({ err: error }, 'what Hearth tells of itself could not be written'),
    version,
  });
  opened.push(() => own.close());
  const receiver = createReceiver({
    ingest: own.ingest,
    report: (error) => log().error({ err: error }, 'an insert failed'),
    retentionDays: env.retentionDays,
  });
  opened.push(() => receiver.close());
  behind.receiver = receiver;
  behind.components = baseComponents(backend, meta, receiver, inserts);

  const pages = next({ dev, dir: root, hostname: env.host, port: doors.appPort, httpServer: doors.front });
  await pages.prepare();
  opened.push(() => pages.close());
  cancel.throwIfAborted();
  const demo = await openDemoSwitch(root, ownReceiver(env.host, doors.httpPort), meta, demoOn);
  opened.push(closeDoors, () => demo.close());

  const publicUrl = env.publicUrl ?? doors.addresses.app;
  const service = await openAlerts({
    meta,
    databaseUrl: env.databaseUrl,
    run: (query, signal) => backend.run(query, signal),
    publicUrl,
    secretKeys: env.secretKeys,
  });
  opened.push(() => service.close());
  const notifications = openNotifications({ ...env, stores: service.alerts, publicUrl, inTime: () => service.inTime() });
  opened.push(() => notifications.close());
  behind.alerts = service;
  behind.components.push(service.component);

  // closed first: nobody who watches is to hold up the stop
  const tails = openTails(backend);
  opened.push(() => Promise.resolve(tails.close()));
  provideServices({
    backend,
    tails,
    answers: new AnswerCache(backend.run),
    dashboards: dashboardStore(meta.db),
    searches: searchStore(meta.db),
    alerts: service.alerts,
    channels: notifications.channels,
    status: async () => ({
      version,
      endpoints: doors.addresses,
      store: await readStats(),
      ingest: receiver.stats(),
      retentionDays: env.retentionDays,
      demo: demo.state(),
    }),
    switchDemo: async ({ action }) => {
      await demo.set(action === 'start');
      return demo.state();
    },
  });
  const handle = pages.getRequestHandler();
  const built = dev ? undefined : await openBuiltFiles(path.join(root, '.next/static'));
  const query = serveRoute(queryRoute);
  rooms.pages = async (request, response) => {
    if (!dev && request.method === 'POST' && request.url === QUERY_PATH) await query(request, response);
    else if (!(await built?.(request, response))) await handle(request, response);
  };
  return doors.addresses;
}

function openMetadata({ databaseUrl, dataFolder }: Env, root: string): Promise<Meta> {
  const migrations = path.join(root, 'lib/meta/migrations');
  return openMeta(
    databaseUrl ? { mode: 'server', url: databaseUrl } : { mode: 'embedded', folder: path.join(dataFolder, 'meta') },
    migrations,
  );
}

function openStore({ clickhouseUrl, dataFolder, retentionDays, tenantKeys }: Env): Promise<ClickhouseBackend> {
  return openClickhouse({
    ...(clickhouseUrl ? { mode: 'server', url: clickhouseUrl } : { mode: 'embedded', folder: path.join(dataFolder, 'telemetry') }),
    retentionDays,
    tenantKeys,
    report: (error) => log().error({ err: error }, 'the calls between services could not be counted; they will be tried again'),
  });
}
