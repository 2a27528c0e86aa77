/** Whether anything arrives, told from the status alone. */
import { MINUTE, millis, type Millis } from '@/lib/base/time';
import type { Status } from '@/lib/model/api';

/** No record for this long, and we no longer say "receiving". */
const FRESH = MINUTE;

export type Reception =
  /** Nothing has ever come. */
  | { readonly state: 'waiting' }
  | { readonly state: 'receiving'; readonly perSecond: number; readonly lastAt: Millis }
  /** Something is stored, nothing new comes; `lastAt` is missing when nothing has come since Hearth started. */
  | { readonly state: 'quiet'; readonly lastAt?: Millis };

/** What to say about `status` at `now`. */
export function receptionOf({ ingest, store }: Pick<Status, 'ingest' | 'store'>, now: Millis): Reception {
  if (ingest.lastAt !== undefined) {
    const lastAt = millis(ingest.lastAt);
    return now - lastAt < FRESH ? { state: 'receiving', perSecond: ingest.perSecond, lastAt } : { state: 'quiet', lastAt };
  }
  return store.spans + store.logs + store.points > 0 ? { state: 'quiet' } : { state: 'waiting' };
}
