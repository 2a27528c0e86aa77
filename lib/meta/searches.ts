/** Saved searches. */
import { asc, eq } from 'drizzle-orm';
import type { MetaDatabase } from '@/lib/meta/db';
import { savedSearches } from '@/lib/meta/schema';
import { millis } from '@/lib/base/time';
import type { SearchStore } from '@/lib/model/saved-search';

/** The metadata's database as the place where searches are kept. */
export function searchStore(db: MetaDatabase): SearchStore {
  return {
    async list(page) {
      const rows = await db.select().from(savedSearches).where(eq(savedSearches.page, page)).orderBy(asc(savedSearches.name));
      return rows.map((row) => ({ ...row, createdAt: millis(row.createdAt.getTime()) }));
    },
    async save(search) {
      const row = { ...search, createdAt: new Date(search.createdAt) };
      const kept = await db.insert(savedSearches).values(row).onConflictDoNothing().returning({ id: savedSearches.id });
      return kept.length > 0;
    },
    async remove(id) {
      const removed = await db.delete(savedSearches).where(eq(savedSearches.id, id)).returning({ id: savedSearches.id });
      return removed.length > 0;
    },
  };
}
