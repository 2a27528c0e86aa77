/** Saved dashboards and their revisions. */
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { MetaDatabase } from '@/lib/meta/db';
import { dashboardRevisions, dashboards } from '@/lib/meta/schema';
import type { RevisionToKeep, StoredListing, StoredRevision } from '@/lib/model/dashboard-store';
import type { Revision } from '@/lib/model/saved-dashboard';

/** All that are not deleted, by title. */
export async function listDashboards(db: MetaDatabase): Promise<StoredListing[]> {
  const rows = await db.select().from(dashboards).where(isNull(dashboards.deletedAt)).orderBy(asc(dashboards.title), asc(dashboards.slug));
  return rows.map(({ deletedAt: _, savedAt, ...row }) => ({ ...row, savedAt: savedAt.getTime() }));
}

/** One revision of a dashboard, deleted or not; the newest unless `revision` says which. */
export async function readRevision(db: MetaDatabase, slug: string, revision?: number): Promise<StoredRevision | undefined> {
  const [row] = await db
    .select({ kept: dashboardRevisions, owner: dashboards.owner, newest: dashboards.revision, deletedAt: dashboards.deletedAt })
    .from(dashboardRevisions)
    .innerJoin(dashboards, eq(dashboards.slug, dashboardRevisions.slug))
    .where(and(eq(dashboards.slug, slug), eq(dashboardRevisions.revision, revision ?? dashboards.revision)));
  if (!row) return undefined;
  const { kept, owner, newest, deletedAt } = row;
  return { ...revisionOf(kept), owner, newest, deleted: deletedAt !== null, document: kept.document };
}

/** Every revision of a dashboard without its content, newest first. */
export async function listRevisions(db: MetaDatabase, slug: string): Promise<Revision[]> {
  const { revision, savedAt, savedBy, note } = dashboardRevisions;
  const rows = await db
    .select({ revision, savedAt, savedBy, note })
    .from(dashboardRevisions)
    .where(eq(dashboardRevisions.slug, slug))
    .orderBy(desc(revision));
  return rows.map(revisionOf);
}

function revisionOf({ revision, savedAt, savedBy, note }: { revision: number; savedAt: Date; savedBy: string; note: string }): Revision {
  return { revision, savedAt: savedAt.getTime(), savedBy, note };
}

/**
 * Keeps a revision. False, and nothing is changed, when the newest one is not `basedOn`: of several who save on top of the same
 * revision, the first wins, because the others' condition no longer holds once its row is theirs to look at.
 */
export async function saveRevision(db: MetaDatabase, { dashboard, basedOn, note, savedBy, savedAt }: RevisionToKeep): Promise<boolean> {
  const { slug, version, title, description, folder, tags } = dashboard;
  const at = new Date(savedAt);
  const head = { revision: basedOn + 1, version, title, description, folder, tags, savedAt: at, savedBy };
  return db.transaction(async (transaction) => {
    const kept =
      basedOn === 0
        ? await transaction
            .insert(dashboards)
            .values({ slug, owner: savedBy, ...head })
            .onConflictDoNothing()
            .returning({ slug: dashboards.slug })
        : await transaction
            .update(dashboards)
            .set(head)
            .where(and(eq(dashboards.slug, slug), eq(dashboards.revision, basedOn), isNull(dashboards.deletedAt)))
            .returning({ slug: dashboards.slug });
    if (kept.length === 0) return false;
    await transaction.insert(dashboardRevisions).values({ slug, revision: basedOn + 1, document: dashboard, savedAt: at, savedBy, note });
    return true;
  });
}

/** Deletes a dashboard, or brings it back; false where there is none. Its revisions stay. */
export async function setDeleted(db: MetaDatabase, slug: string, deleted: boolean): Promise<boolean> {
  const rows = await db
    .update(dashboards)
    .set({ deletedAt: deleted ? new Date() : null })
    .where(eq(dashboards.slug, slug))
    .returning({ slug: dashboards.slug });
  return rows.length > 0;
}
