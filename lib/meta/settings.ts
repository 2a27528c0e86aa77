/** Settings that are kept over restarts. Each has a name, a schema and a fallback. */
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { MetaDatabase } from '@/lib/meta/db';
import { settings } from '@/lib/meta/schema';

interface Setting<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
}

/** Whether a person switched the demo on: it goes on after a restart. `filledAt`: when its history was sent, so that it is sent once. */
export const DEMO: Setting<{ on: boolean; filledAt?: number | undefined }> = {
  name: 'demo',
  schema: z.object({ on: z.boolean(), filledAt: z.number().optional() }),
  fallback: { on: false },
};

/** The stored value, or the fallback where nothing is stored. Throws when what is stored doesn't fit its schema. */
export async function readSetting<T>(db: MetaDatabase, setting: Setting<T>): Promise<T> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, setting.name));
  return row ? setting.schema.parse(row.value) : setting.fallback;
}

/** Stores `value` over what was there. */
export async function writeSetting<T>(db: MetaDatabase, setting: Setting<T>, value: T): Promise<void> {
  const row = { name: setting.name, value: setting.schema.parse(value), updatedAt: new Date() };
  await db.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row });
}
