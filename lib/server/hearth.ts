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
import { openDoors, type Doors } from '@/lib/server/doors';
import type { Env } from '@/lib/server/env';
import type { Rooms } from '@/lib/server/front';
import { readHealth, type Component } from '@/lib/server/health';
import { watchInserts } from '@/lib/server/insert-watch';
import { log } from '@/lib/server/log';
import { openNotifications } from '@/lib/server/notifications';
import { Opened } from '@/lib/server/opened';
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

/**
 * Starts everything; what was opened is closed again when a later step fails, or when `cancel` aborts before all is open.
 * Throws StartupFault, BackendError, MetaError, and AbortError when it was cancelled.
 */
export async function startHearth(settings: HearthSettings, cancel: AbortSignal): Promise<Hearth> {
  const opened = new Opened();
  try {
    return { addresses: await open(settings, opened, cancel), stop: () => opened.close() };
  } catch (cause) {
    // why it did not start is what matters to who started it
    await opened
      .close()
      .catch((failure: unknown) => log().error({ err: failure }, 'the start failed, and what was open could not be closed'));
    throw cause;
  }
}

/** What is reached through the doors before it is there. */
interface Behind {
  readonly rooms: Rooms;
  /** What /health and /ready look at. */
  readonly components: Component[];
  receiver?: Receiver;
  alerts?: AlertService;
}

/** One thing after the other, each on top of those before it. */
async function open(settings: HearthSettings, opened: Opened, cancel: AbortSignal): Promise<Addresses> {
  const { env, root, version, dev } = settings;
  const folder = await takeDataFolder(env.dataFolder);
  opened.add(() => folder.release());

  const behind = nothingYet(version);
  const doors = await openDoors(env, dev, behind.rooms, {
    receive: async (...request) =>
      behind.receiver?.receive(...request) ?? { kind: 'overloaded', reason: 'Hearth is starting.', retryAfterSeconds: 2 },
  });
  opened.add(() => doors.close());

  if (!dev) await buildPages(root, cancel);
  const { meta, backend } = await openStores(settings, opened, cancel);
  const { receiver, readStats } = openIngest(settings, meta, backend, behind, opened);
  const pages = await openPages(settings, doors, opened);
  cancel.throwIfAborted();
  // once more, to be closed before what is behind them: what is on its way in still needs the receiver and the store
  opened.add(() => doors.close());
  const demo = await openDemoSwitch(root, ownReceiver(env.host, doors.httpPort), meta, settings.demo);
  opened.add(() => demo.close());
  const { alerts, channels } = await openAlerting(env, env.publicUrl ?? doors.addresses.app, meta, backend, behind, opened);

  // closed first: nobody who watches is to hold up the stop
  const tails = openTails(backend);
  opened.add(() => tails.close());
  provideServices({
    backend,
    tails,
    answers: new AnswerCache(backend.run),
    dashboards: dashboardStore(meta.db),
    searches: searchStore(meta.db),
    alerts,
    channels,
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
  behind.rooms.pages = pages;
  return doors.addresses;
}

function nothingYet(version: string): Behind {
  const components: Component[] = [];
  const rooms: Rooms = {
    pages: undefined,
    otlp: undefined,
    health: () => readHealth(components, version),
    notReady: async () => (rooms.pages ? await notReady(components) : 'Hearth is starting.'),
  };
  return { rooms, components };
}

/** The two places where everything is kept. */
async function openStores({ env, root }: HearthSettings, opened: Opened, cancel: AbortSignal) {
  const { databaseUrl, dataFolder, clickhouseUrl, retentionDays, tenantKeys } = env;
  const meta = await openMeta(
    databaseUrl ? { mode: 'server', url: databaseUrl } : { mode: 'embedded', folder: path.join(dataFolder, 'meta') },
    path.join(root, 'lib/meta/migrations'),
  );
  opened.add(() => meta.close());
  cancel.throwIfAborted();
  const backend = await openClickhouse({
    ...(clickhouseUrl ? { mode: 'server', url: clickhouseUrl } : { mode: 'embedded', folder: path.join(dataFolder, 'telemetry') }),
    retentionDays,
    tenantKeys,
    report: (error) => log().error({ err: error }, 'the calls between services could not be counted; they will be tried again'),
  });
  opened.add(() => backend.close());
  cancel.throwIfAborted();
  return { meta, backend };
}

/** The way in: from the doors to the store, with what Hearth tells of itself. */
function openIngest(
  { version, env: { retentionDays } }: HearthSettings,
  meta: Meta,
  backend: ClickhouseBackend,
  behind: Behind,
  opened: Opened,
) {
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
  opened.add(() => own.close());
  const receiver = createReceiver({
    ingest: own.ingest,
    report: (error) => log().error({ err: error }, 'an insert failed'),
    retentionDays,
  });
  opened.add(() => receiver.close());
  behind.receiver = receiver;
  behind.components.push(...baseComponents(backend, meta, receiver, inserts));
  return { receiver, readStats };
}

/** Next, and before it what need not pass through it. */
async function openPages({ env, root, dev }: HearthSettings, doors: Doors, opened: Opened): Promise<NonNullable<Rooms['pages']>> {
  const pages = next({ dev, dir: root, hostname: env.host, port: doors.appPort, httpServer: doors.front });
  await pages.prepare();
  opened.add(() => pages.close());
  const handle = pages.getRequestHandler();
  const built = dev ? undefined : await openBuiltFiles(path.join(root, '.next/static'));
  const query = serveRoute(queryRoute);
  return async (request, response) => {
    if (!dev && request.method === 'POST' && request.url === QUERY_PATH) await query(request, response);
    else if (!(await built?.(request, response))) await handle(request, response);
  };
}

/** Who judges rules, and who sends what comes of it. */
async function openAlerting(env: Env, publicUrl: string, meta: Meta, backend: ClickhouseBackend, behind: Behind, opened: Opened) {
  const service = await openAlerts({
    meta,
    databaseUrl: env.databaseUrl,
    run: (query, signal) => backend.run(query, signal),
    publicUrl,
    secretKeys: env.secretKeys,
  });
  opened.add(() => service.close());
  const notifications = openNotifications({ ...env, stores: service.alerts, publicUrl, inTime: () => service.inTime() });
  opened.add(() => notifications.close());
  behind.alerts = service;
  behind.components.push(service.component);
  return { alerts: service.alerts, channels: notifications.channels };
}
