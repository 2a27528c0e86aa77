/** Whose favourites are which dashboards. */
import { and, eq } from 'drizzle-orm';
import type { MetaDatabase } from '@/lib/meta/db';
import { dashboardFavourites } from '@/lib/meta/schema';

/** The slugs of `owner`'s favourites. */
export async function listFavourites(db: MetaDatabase, owner: string): Promise<ReadonlySet<string>> {
  const rows = await db.select({ slug: dashboardFavourites.slug }).from(dashboardFavourites).where(eq(dashboardFavourites.owner, owner));
  return new Set(rows.map(({ slug }) => slug));
}

/** Makes a dashboard a favourite of `owner`, or no longer one. */
export async function setFavourite(db: MetaDatabase, slug: string, owner: string, favourite: boolean): Promise<void> {
  if (favourite) await db.insert(dashboardFavourites).values({ slug, owner }).onConflictDoNothing();
  else await db.delete(dashboardFavourites).where(and(eq(dashboardFavourites.slug, slug), eq(dashboardFavourites.owner, owner)));
}
