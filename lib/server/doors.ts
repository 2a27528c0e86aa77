/** Everything that requests come in by: three ports, opened before there is anything behind them. */
import type { Server } from 'node:http';
import { bodyLimits } from '@/lib/otlp/body';
import { startGrpc } from '@/lib/otlp/grpc';
import { createOtlpHandler } from '@/lib/otlp/http';
import type { Receiver } from '@/lib/otlp/receive';
import { addressesOf, machineNames, type Addresses } from '@/lib/server/addresses';
import type { Env } from '@/lib/server/env';
import { createFront, createOtlpFront, type Rooms } from '@/lib/server/front';
import { ownNames } from '@/lib/server/guard';
import { listen, listenFault } from '@/lib/server/listen';

export interface Doors {
  readonly addresses: Addresses;
  readonly httpPort: number;
  readonly appPort: number;
  /** The server of pages and API. */
  readonly front: Server;
  /** Lets nobody in any more, and those who are in finish. */
  close(): Promise<void>;
}

// a stream or a slow reader may not hold up the stop
const CLOSE_MILLIS = 3_000;

/**
 * Opens the ports. Ports come first in a start: a taken one is said at once, not after the build, and senders are asked
 * to come again until `receiver` has a store. `rooms` is what stands behind; its OTLP part is put in here.
 * Throws StartupFault.
 */
export async function openDoors(env: Env, dev: boolean, rooms: Rooms, receiver: Pick<Receiver, 'receive'>): Promise<Doors> {
  const { host, corsOrigins } = env;
  const limits = bodyLimits({ maxBytes: env.maxRequestBytes });
  const own = ownNames({ host, allowedHosts: env.allowedHosts, machine: machineNames(host) });
  const front = createFront(rooms, { own, corsOrigins, dev });
  const otlpFront = createOtlpFront(rooms, { own, corsOrigins, dev });
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    await Promise.all(opened.splice(0).map((closeOne) => closeOne()));
  };
  try {
    const appPort = await listen(front, host, env.port, 'PORT');
    opened.push(() => closeServer(front));
    const httpPort = await listen(otlpFront, host, env.otlpHttpPort, 'HEARTH_OTLP_HTTP_PORT');
    opened.push(() => closeServer(otlpFront));
    const grpc = await startGrpc({ host, port: env.otlpGrpcPort, receiver, limits }).catch((cause: Error) => {
      throw listenFault(cause, host, env.otlpGrpcPort, 'HEARTH_OTLP_GRPC_PORT');
    });
    opened.push(() => grpc.close(CLOSE_MILLIS));
    const addresses = addressesOf(env, { app: appPort, http: httpPort, grpc: grpc.port });
    rooms.otlp = createOtlpHandler({ receiver, info: { projectName: 'hearth', projectUrl: addresses.app }, corsOrigins, limits });
    return { addresses, httpPort, appPort, front, close };
  } catch (cause) {
    await close();
    throw cause;
  }
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
