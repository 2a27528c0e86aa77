/** What /health and /ready look at. */
import type { Backend } from '@/lib/model/backend';
import type { Meta } from '@/lib/meta/db';
import type { Receiver } from '@/lib/otlp/receive';
import { readHealth, type Component } from '@/lib/server/health';
import type { InsertWatch } from '@/lib/server/insert-watch';

const CHECK_MILLIS = 3_000;

/** What has to work for anything to work. */
export function baseComponents(backend: Backend, meta: Meta, receiver: Receiver, inserts: InsertWatch): Component[] {
  return [
    { name: 'store', check: () => backend.check(AbortSignal.timeout(CHECK_MILLIS)) },
    { name: 'metadata', check: () => meta.check() },
    {
      name: 'ingest',
      check: async () => {
        const fault = receiver.full() ? 'the queue in front of the store is full' : inserts.fault();
        if (fault !== undefined) throw new Error(fault);
      },
    },
  ];
}

/** Why Hearth had better not be asked now; undefined when it may. Alerts that are late are no reason to turn people away. */
export async function notReady(parts: readonly Component[]): Promise<string | undefined> {
  const needed = parts.filter(({ name }) => name !== 'alerts');
  for (const [name, state] of Object.entries((await readHealth(needed, '')).components)) {
    if (state.state === 'degraded') return `${name}: ${state.reason}`;
  }
  return undefined;
}
