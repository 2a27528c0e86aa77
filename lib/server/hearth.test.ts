import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeDataFolder } from '@/lib/server/data-folder';
import { readEnv, type Env } from '@/lib/server/env';
import { startHearth } from '@/lib/server/hearth';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function settings(more: Record<string, string>): Promise<{ env: Env; ports: readonly number[] }> {
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const env = readEnv(
    {
      HEARTH_DATA_DIR: folder,
      PORT: String(ports[0]),
      HEARTH_OTLP_HTTP_PORT: String(ports[1]),
      HEARTH_OTLP_GRPC_PORT: String(ports[2]),
      ...more,
    },
    root,
  );
  if (!env.ok) throw new Error(env.error.join('\n'));
  return { env: env.value, ports };
}

/** Whatever a start takes for itself alone is free again. */
async function expectFree(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    await new Promise((resolve) => server.close(resolve));
  }
  await (await takeDataFolder(folder)).release();
}

it.each([
  ['metadata', 'HEARTH_DATABASE_URL', 'postgres://127.0.0.1:1/hearth', 'MetaError'],
  // with the embedded metadata open by then, whose own start takes a while
  ['store', 'HEARTH_CLICKHOUSE_URL', 'http://127.0.0.1:1/default', 'BackendError'],
])(
  'a start that fails at the %s closes what it had opened, and says why it failed',
  async (_, variable, address, name) => {
    const { env, ports } = await settings({ [variable]: address });
    const start = startHearth({ env, root, version: '0', dev: true, demo: false }, new AbortController().signal);
    await expect(start).rejects.toMatchObject({ name });
    await expectFree(ports);
  },
  120_000,
);
