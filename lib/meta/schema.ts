/** The metadata's tables. After a change: `npx drizzle-kit generate --config lib/meta/drizzle.config.ts`. */
import { integer, jsonb, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { SearchPage } from '@/lib/model/saved-search';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Facts about this installation and choices for all of it, by name: see settings.ts for which there are. */
export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** What the list shows of each saved dashboard, and which revision is its newest. The content is in `dashboard_revisions`. */
export const dashboards = pgTable('dashboards', {
  slug: text('slug').primaryKey(),
  owner: text('owner').notNull(),
  revision: integer('revision').notNull(),
  /** Of the newest revision's format: what a newer Hearth saved is known without reading it. */
  version: integer('version').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull(),
  folder: text('folder').notNull(),
  tags: jsonb('tags').$type<readonly string[]>().notNull(),
  savedAt: instant('saved_at').notNull(),
  savedBy: text('saved_by').notNull(),
  /** A deleted one keeps its slug and its revisions, so that it can be brought back. */
  deletedAt: instant('deleted_at'),
});

/** Every revision that was ever saved; none is changed afterwards. */
export const dashboardRevisions = pgTable(
  'dashboard_revisions',
  {
    slug: text('slug')
      .notNull()
      .references(() => dashboards.slug),
    revision: integer('revision').notNull(),
    document: jsonb('document').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
    note: text('note').notNull(),
  },
  ({ slug, revision }) => [primaryKey({ columns: [slug, revision] })],
);

/** Whose favourites are which. Prebuilt dashboards can be favourites, too: they have a slug but no row in `dashboards`. */
export const dashboardFavourites = pgTable(
  'dashboard_favourites',
  { slug: text('slug').notNull(), owner: text('owner').notNull() },
  ({ slug, owner }) => [primaryKey({ columns: [owner, slug] })],
);

/** What a dashboard's variables stand for in this workspace until the address says otherwise; prebuilt ones included. */
export const dashboardChoices = pgTable('dashboard_choices', {
  slug: text('slug').primaryKey(),
  choices: jsonb('choices').notNull(),
});

/** Filters with a name, for the whole workspace: the name is one per page. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: text('id').primaryKey(),
    owner: text('owner').notNull(),
    page: text('page').$type<SearchPage>().notNull(),
    name: text('name').notNull(),
    filter: text('filter').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  ({ page, name }) => [unique('saved_searches_page_name').on(page, name)],
);
