/** When the person last asked for what is newest: no answer may be older than that, from this page or through the server's cache. */
import { nowMillis, type Millis } from '@/lib/base/time';

let refreshedAt: Millis | undefined;

/** A refresh begins. */
export function noteRefresh(): void {
  refreshedAt = nowMillis();
}

/** How old an answer may be, in ms; undefined when the page has not been refreshed. */
export function oldestGood(): number | undefined {
  return refreshedAt === undefined ? undefined : Math.max(0, nowMillis() - refreshedAt);
}
