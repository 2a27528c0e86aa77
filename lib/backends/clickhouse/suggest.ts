import type { Layout } from '@/lib/backends/clickhouse/layout';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { Suggest, Suggestion } from '@/lib/model/backend';

export function suggest(_transport: Transport, _layout: Layout, _ask: Suggest, _signal: AbortSignal): Promise<Suggestion[]> {
  return Promise.resolve([]);
}
