/** The list's records: what was read page by page, and what was pushed since, as one list in order of time. */
import { better, newestFirst, type LiveRecord } from '@/components/live/live-record';

/**
 * One record for each key, newest first. `from`: where the pages that were read end while there are more; what is older belongs
 * to the next of them.
 */
export function mergeRecords(read: readonly LiveRecord[], pushed: Iterable<LiveRecord>, from: bigint | undefined): LiveRecord[] {
  const byKey = new Map<string, LiveRecord>();
  for (const reading of [read, pushed]) {
    for (const next of reading) {
      const before = byKey.get(next.key);
      byKey.set(next.key, before ? better(before, next) : next);
    }
  }
  const kept = from === undefined ? [...byKey.values()] : [...byKey.values()].filter(({ place }) => place >= from);
  return kept.sort(newestFirst);
}
