/** What a dashboard's variables stand for in this workspace until the address says otherwise. */
import { eq } from 'drizzle-orm';
import type { MetaDatabase } from '@/lib/meta/db';
import { dashboardChoices } from '@/lib/meta/schema';
import { Choices } from '@/lib/model/dashboard';

/** The saved choices; none where nothing was saved. Throws when what is stored are no choices. */
export async function readChoices(db: MetaDatabase, slug: string): Promise<Choices> {
  const [row] = await db.select({ choices: dashboardChoices.choices }).from(dashboardChoices).where(eq(dashboardChoices.slug, slug));
  return row ? Choices.parse(row.choices) : {};
}

/** Saves choices over those that were there. */
export async function writeChoices(db: MetaDatabase, slug: string, choices: Choices): Promise<void> {
  await db.insert(dashboardChoices).values({ slug, choices }).onConflictDoUpdate({ target: dashboardChoices.slug, set: { choices } });
}
