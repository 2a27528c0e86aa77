/** The metadata's tables. After a change: `npx drizzle-kit generate --config lib/meta/drizzle.config.ts`. */
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Facts about this installation and choices for all of it, by name: see settings.ts for which there are. */
export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});
