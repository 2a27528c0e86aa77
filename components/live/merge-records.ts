/** The list's records: what was read page by page, and what was pushed since, as one list in order of time. */
import { better, newestFirst, type LiveRecord } from '@/components/live/live-record';

/**
 * One record for each key, newest first; a log whose trace is listed is in that trace and not beside it. `from`: where the pages that were read end while there are more; what is older belongs
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
  const shown = ({ row, place }: LiveRecord): boolean =>
    (from === undefined || place >= from) && !(row.signal === 'logs' && byKey.has(`trace ${row.traceId}`));
  return [...byKey.values()].filter(shown).sort(newestFirst);
}
