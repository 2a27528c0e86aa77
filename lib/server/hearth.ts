/** The composition root: the only place that knows which backend, database and receivers there are. */
import { networkInterfaces, hostname } from 'node:os';
import path from 'node:path';
import type { Server } from 'node:http';
import next from 'next';
import { openClickhouse } from '@/lib/backends/clickhouse/backend';
import { openMeta, type Meta } from '@/lib/meta/db';
import { DEMO, readSetting, writeSetting } from '@/lib/meta/settings';
import type { Status } from '@/lib/model/api';
import type { Backend } from '@/lib/model/backend';
import { startGrpc } from '@/lib/otlp/grpc';
import { createOtlpHandler } from '@/lib/otlp/http';
import { createReceiver } from '@/lib/otlp/receive';
import { buildPages } from '@/lib/server/build';
import { takeDataFolder } from '@/lib/server/data-folder';
import { createDemo } from '@/lib/server/demo';
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

/** Starts everything; what was opened is closed again when a later step fails. Throws StartupFault, BackendError, MetaError. */
export async function startHearth(settings: HearthSettings): Promise<Hearth> {
  const opened: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return { addresses: await open(settings, opened), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
