import type { Backend, StoreStats } from '@/lib/model/backend';

const STATS_MILLIS = 2_000;
const ANSWER_MILLIS = 3_000;

/** Counting the store takes a query: once in two seconds is enough for everyone who looks. */
export function cachedStats(backend: Pick<Backend, 'stats'>): () => Promise<StoreStats> {
  let counted: { at: number; stats: Promise<StoreStats> } | undefined;
  return () => {
    if (counted && performance.now() - counted.at < STATS_MILLIS) return counted.stats;
    // not with the first looker's signal: others wait for the same count
    const stats = backend.stats(AbortSignal.timeout(ANSWER_MILLIS));
    counted = { at: performance.now(), stats };
    // a failed count is not kept: the next one who looks asks again
    stats.catch(() => (counted = undefined));
    return stats;
  };
}
