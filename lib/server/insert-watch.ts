/** Whether the store takes records: a full disk lets every query through, and no insert. */
import { isBackendError } from '@/lib/model/backend';
import type { IngestRequest } from '@/lib/model/telemetry';

type Ingest = (requests: readonly IngestRequest[]) => Promise<void>;

export interface InsertWatch {
  /** The way into the store, watched. */
  readonly ingest: Ingest;
  /** Why the last insert failed; undefined when it didn't, or when that was a while ago. */
  fault(): string | undefined;
}

// where senders are kept away from what isn't ready, no success would ever come to clear it
const FORGET_MILLIS = 30_000;

/** Watches `ingest`. What only the records of one sender are to blame for doesn't count. */
export function watchInserts(ingest: Ingest): InsertWatch {
  let failed: { at: number; message: string } | undefined;
  return {
    async ingest(requests) {
      try {
        await ingest(requests);
        failed = undefined;
      } catch (cause) {
        const ofSender = isBackendError(cause) && cause.fault === 'invalid';
        if (!ofSender) failed = { at: performance.now(), message: cause instanceof Error ? cause.message : String(cause) };
        throw cause;
      }
    },
    fault: () => (failed && performance.now() - failed.at < FORGET_MILLIS ? failed.message : undefined),
  };
}
