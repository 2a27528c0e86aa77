/** The composition root: the only place that knows which backend, database and receivers there are. */
import { networkInterfaces, hostname } from 'node:os';
import path from 'node:path';
import type { Server } from 'node:http';
import next from 'next';
import { openClickhouse } from '@/lib/backends/clickhouse/backend';
import { openMeta, type Meta } from '@/lib/meta/db';
import { DEMO, readSetting, writeSetting } from '@/lib/meta/settings';
import type { Backend, StoreStats } from '@/lib/model/backend';
import { startGrpc } from '@/lib/otlp/grpc';
import { createOtlpHandler } from '@/lib/otlp/http';
import { createReceiver, type Receiver } from '@/lib/otlp/receive';
import { buildPages } from '@/lib/server/build';
import { takeDataFolder } from '@/lib/server/data-folder';
import { createDemo, type Demo } from '@/lib/server/demo';
import { isLoopback, type Env } from '@/lib/server/env';
import { createFront, createOtlpFront, type Rooms } from '@/lib/server/front';
import { ownNames } from '@/lib/server/guard';
import { type Component, readHealth } from '@/lib/server/health';
import { listen, listenFault } from '@/lib/server/listen';
import { log } from '@/lib/server/log';
import { provideServices } from '@/lib/server/services';

export interface HearthSettings {
  readonly env: Env;
  readonly root: string;
  readonly version: string;
  readonly dev: boolean;
  /** Switch the demo on. */
  readonly demo: boolean;
}

export interface Hearth {
  readonly addresses: { readonly app: string; readonly http: string; readonly grpc: string };
  /** Takes nothing new in, stores what was accepted, closes the engines. */
  stop(): Promise<void>;
}

// a stream or a slow reader may not hold up the stop
const CLOSE_MILLIS = 3_000;

/** Starts everything; what was opened is closed again when a later step fails. Throws StartupFault, BackendError, MetaError. */
export async function startHearth(settings: HearthSettings): Promise<Hearth> {
  const doors: (() => Promise<void>)[] = [];
  const rooms: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(doors.splice(0).map((close) => close()));
    for (const close of rooms.splice(0).reverse()) await close();
  };
  try {
    return { addresses: await open(settings, doors, rooms), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Opens doors (what takes requests in) and rooms (what they lead to), and puts how to close each into the lists. */
async function open(
  settings: HearthSettings,
  doors: (() => Promise<void>)[],
  rooms: (() => Promise<void>)[],
): Promise<Hearth['addresses']> {
  const { env, root, version, dev } = settings;
  const folder = await takeDataFolder(env.dataFolder);
  rooms.push(() => folder.release());

  // Ports first: a taken one is said at once, not after the build; senders are asked to come again until the store is open.
  const taking: { receiver: Receiver | undefined } = { receiver: undefined };
  const receiver: Pick<Receiver, 'receive'> = {
    receive: async (...request) =>
      taking.receiver?.receive(...request) ?? { kind: 'overloaded', reason: 'Hearth is starting.', retryAfterSeconds: 2 },
  };
  const components: Component[] = [];
  const behind: Rooms = {
    pages: undefined,
    otlp: undefined,
    health: () => readHealth(components, version),
    notReady: async () => (behind.pages ? await notReady(components, taking.receiver) : 'Hearth is starting.'),
  };
  const frontSettings = {
    own: ownNames({ host: env.host, allowedHosts: env.allowedHosts, machine: machineNames(env) }),
    corsOrigins: env.corsOrigins,
    dev,
  };
  const front = createFront(behind, frontSettings);
  const otlpFront = createOtlpFront(behind, frontSettings);
  const port = await listen(front, env.host, env.port, 'PORT');
  doors.push(() => closeServer(front));
  const httpPort = await listen(otlpFront, env.host, env.otlpHttpPort, 'HEARTH_OTLP_HTTP_PORT');
  doors.push(() => closeServer(otlpFront));
  const grpc = await startGrpc({ host: env.host, port: env.otlpGrpcPort, receiver, maxRequestBytes: env.maxRequestBytes }).catch(
    (cause: Error) => {
      throw listenFault(cause, env.host, env.otlpGrpcPort, 'HEARTH_OTLP_GRPC_PORT');
    },
  );
  doors.push(() => grpc.close());
  const name = publicName(env);
  const addresses = { app: `http://${name}:${port}`, http: `http://${name}:${httpPort}`, grpc: `http://${name}:${grpc.port}` };

  behind.otlp = createOtlpHandler({
    receiver,
    info: { projectName: 'hearth', projectUrl: addresses.app },
    corsOrigins: env.corsOrigins,
    maxRequestBytes: env.maxRequestBytes,
  });

  if (!dev) await buildPages(root);

  const meta = await openMeta(
    env.databaseUrl ? { mode: 'server', url: env.databaseUrl } : { mode: 'embedded', folder: path.join(env.dataFolder, 'meta') },
    path.join(root, 'lib/meta/migrations'),
  );
  rooms.push(() => meta.close());
  const backend = await openClickhouse({
    ...(env.clickhouseUrl
      ? { mode: 'server', url: env.clickhouseUrl }
      : { mode: 'embedded', folder: path.join(env.dataFolder, 'telemetry') }),
    retentionDays: env.retentionDays,
    tenantKeys: env.tenantKeys,
  });
  rooms.push(() => backend.close());

  const opened = createReceiver({
    ingest: (requests) => backend.ingest(requests),
    report: (error) => log().error({ err: error }, 'an insert failed'),
    retentionDays: env.retentionDays,
  });
  rooms.push(() => opened.close());
  taking.receiver = opened;

  const demo = createDemo(
    root,
    `http://${isLoopback(env.host) ? name : '127.0.0.1'}:${httpPort}`,
    () => void writeSetting(meta.db, DEMO, { on: true, filledAt: Date.now() }),
  );
  doors.push(() => demo.stop());
  const pages = next({ dev, dir: root, hostname: name, port, httpServer: front });
  await pages.prepare();
  rooms.push(() => pages.close());
  const handle = pages.getRequestHandler();

  components.push(
    { name: 'store', check: () => backend.check(AbortSignal.timeout(CLOSE_MILLIS)) },
    { name: 'metadata', check: () => meta.check() },
    {
      name: 'ingest',
      check: async () => (opened.full() ? Promise.reject(new Error('the queue in front of the store is full')) : undefined),
    },
  );
  const readStats = cachedStats(backend);
  provideServices({
    backend,
    async status(signal) {
      return {
        version,
        endpoints: addresses,
        store: await readStats(signal),
        ingest: opened.stats(),
        retentionDays: env.retentionDays,
        demo: demo.state(),
      };
    },
    async switchDemo({ action }) {
      await switchDemo(demo, meta, action === 'start');
      return demo.state();
    },
  });
  const before = await readSetting(meta.db, DEMO);
  if (before.on || settings.demo) await switchDemo(demo, meta, true);
  behind.pages = (request, response) => handle(request, response);
  return addresses;
}

async function switchDemo(demo: Demo, meta: Meta, on: boolean): Promise<void> {
  const { filledAt } = await readSetting(meta.db, DEMO);
  await writeSetting(meta.db, DEMO, { on, filledAt });
  if (on) demo.start(filledAt === undefined);
  else await demo.stop();
}

async function notReady(components: readonly Component[], receiver: Receiver | undefined): Promise<string | undefined> {
  if (receiver?.full()) return 'The queue in front of the store is full.';
  const broken = Object.entries((await readHealth(components, '')).components).find(([, state]) => state.state === 'degraded');
  return broken && broken[1].state === 'degraded' ? `${broken[0]}: ${broken[1].reason}` : undefined;
}

/** Counting the store takes a query: once in two seconds is enough for everyone who looks. */
function cachedStats(backend: Backend): (signal: AbortSignal) => Promise<StoreStats> {
  let counted: { at: number; stats: Promise<StoreStats> } | undefined;
  return (signal) => {
    if (counted && Date.now() - counted.at < 2_000) return counted.stats;
    const stats = backend.stats(signal);
    counted = { at: Date.now(), stats };
    // a failed count is not kept: the next one who looks asks again
    stats.catch(() => (counted = undefined));
    return stats;
  };
}

/** The name that people and senders reach this Hearth by. */
function publicName(env: Env): string {
  if (isLoopback(env.host)) return env.host === '127.0.0.1' ? 'localhost' : bracketed(env.host);
  return env.allowedHosts[0] ?? (env.host === '0.0.0.0' || env.host === '::' ? hostname() : bracketed(env.host));
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The machine's own names and addresses; only loopback is answered to when nothing else can reach it. */
function machineNames(env: Env): string[] {
  if (isLoopback(env.host)) return [];
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return [hostname(), ...addresses.map(({ address }) => address)];
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), CLOSE_MILLIS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
