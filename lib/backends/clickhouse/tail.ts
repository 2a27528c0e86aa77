/** Records as this store takes them in. */
import { logIdOf } from '@/lib/backends/clickhouse/log-id';
import { poll, type Run } from '@/lib/live/poll';
import { Tail } from '@/lib/live/tail';
import { whyPolled } from '@/lib/live/why-polled';
import type { TailAsk, TailEvent } from '@/lib/model/live';
import type { IngestRequest } from '@/lib/model/telemetry';

export interface StoreTail {
  /** Takes note of requests that are stored. */
  note(requests: readonly IngestRequest[]): void;
  /** See `Backend.tail`. */
  tail(ask: TailAsk, signal: AbortSignal): AsyncIterable<TailEvent>;
  close(): void;
}

export interface TailSettings {
  readonly tenantKeys: readonly string[];
  /** Other processes may write to the tables, too: what they store is seen only by asking. */
  readonly shared?: boolean;
}

/** The tail of a store whose queries `run` answers. */
export function openTail({ tenantKeys, shared = false }: TailSettings, run: Run): StoreTail {
  const pushed = new Tail({ tenantKeys, logId: logIdOf });
  const closing = new AbortController();
  return {
    note: (requests) => {
      if (!shared) pushed.note(requests);
    },
    tail: (ask, signal) => {
      const reason = shared ? 'The store is a server, to which others may write.' : whyPolled(ask);
      return reason === undefined ? pushed.follow(ask, signal) : poll(ask, reason, run, AbortSignal.any([signal, closing.signal]));
    },
    close: () => {
      closing.abort();
      pushed.close();
    },
  };
}
