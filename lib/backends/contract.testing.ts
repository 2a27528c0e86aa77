/** The stores that the contract is tried on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openClickhouse, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { openServerFront, type ServerFront } from '@/lib/backends/clickhouse/server-front.testing';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';

const schema = { retentionDays: { traces: 30, logs: 30, metrics: 30 }, tenantKeys: DEFAULT_TENANT_KEYS };
interface TestedStore {
  backend: ClickhouseBackend;
  close(): Promise<void>;
}

async function embedded(folder: string): Promise<TestedStore> {
  const backend = await openClickhouse({ mode: 'embedded', folder, ...schema });
  return { backend, close: () => backend.close() };
}

async function server(folder: string): Promise<TestedStore> {
  const url = process.env['HEARTH_TEST_CLICKHOUSE_URL'];
  const front: ServerFront | undefined = url === undefined ? await openServerFront(folder) : undefined;
  const backend = await openClickhouse({ mode: 'server', url: front?.url ?? url ?? '', ...schema });
  return {
    backend,
    async close() {
      await backend.close();
      await front?.close();
    },
  };
}

/** Each opens an empty store on a folder. */
const STORES = [
  ['embedded', embedded],
  ['server', server],
] as const;

/** Tries `tests` on a store of each kind, empty at first. Its backend is there once they run. */
export function describeStores(what: string, tests: (store: { readonly backend: ClickhouseBackend }) => void): void {
  describe.each(STORES)(`${what}, %s`, (_name, open) => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-contract-'));
    let store: TestedStore;
    beforeAll(async () => {
      store = await open(folder);
    });
    afterAll(async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    });
    tests({
      get backend() {
        return store.backend;
      },
    });
  });
}
