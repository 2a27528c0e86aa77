/** The stores that the contract is tried on. */
import { openClickhouse, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { openServerFront, type ServerFront } from '@/lib/backends/clickhouse/server-front.testing';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';

const schema = { retentionDays: { traces: 30, logs: 30, metrics: 30 }, tenantKeys: DEFAULT_TENANT_KEYS };
export interface TestedStore {
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
export const STORES = [
  ['embedded', embedded],
  ['server', server],
] as const;
