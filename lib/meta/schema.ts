/** The metadata's tables. After a change: `npx drizzle-kit generate --config lib/meta/drizzle.config.ts`. */
import { index, integer, json, jsonb, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { AlertRule } from '@/lib/model/alert';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Delivery, Notification } from '@/lib/model/alert-notification';
import type { SilenceDraft } from '@/lib/model/alert-silence';
import type { Change, RuleState } from '@/lib/model/alert-state';
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

// What alerts keep is json, not jsonb: labels stay in the order of their question, and most of it is written more often than read.

/** Which alert rules there are, and which revision of each is the newest. The rules themselves are in `alert_rule_revisions`. */
export const alertRules = pgTable('alert_rules', {
  id: text('id').primaryKey(),
  owner: text('owner').notNull(),
  revision: integer('revision').notNull(),
  /** A deleted one keeps its id, its revisions and its history. */
  deletedAt: instant('deleted_at'),
});

/** Every revision that was ever saved; none is changed afterwards. */
export const alertRuleRevisions = pgTable(
  'alert_rule_revisions',
  {
    ruleId: text('rule_id')
      .notNull()
      .references(() => alertRules.id),
    revision: integer('revision').notNull(),
    rule: json('rule').$type<AlertRule>().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
    note: text('note').notNull(),
  },
  ({ ruleId, revision }) => [primaryKey({ columns: [ruleId, revision] })],
);

/** What is known of each rule between two evaluations: one row for a rule, written anew by every evaluation. */
export const alertStates = pgTable('alert_states', {
  ruleId: text('rule_id')
    .primaryKey()
    .references(() => alertRules.id),
  /** As in `state`: whoever writes says which window it found here. */
  evaluatedTo: instant('evaluated_to').notNull(),
  state: json('state').$type<RuleState>().notNull(),
});

/** What came into which state when, for 90 days; `at` is the end of the window. */
export const alertChanges = pgTable(
  'alert_changes',
  {
    id: text('id').primaryKey(),
    ruleId: text('rule_id').notNull(),
    at: instant('at').notNull(),
    change: json('change').$type<Change>().notNull(),
  },
  ({ ruleId, at }) => [index('alert_changes_rule_at').on(ruleId, at), index('alert_changes_at').on(at)],
);

/** The outbox, and what became of what was in it, for 90 days. A notification is queued once for a channel. */
export const alertDeliveries = pgTable(
  'alert_deliveries',
  {
    id: text('id').notNull(),
    channelId: text('channel_id').notNull(),
    ruleId: text('rule_id').notNull(),
    notification: json('notification').$type<Notification>().notNull(),
    state: text('state').$type<Delivery['state']>().notNull(),
    attempts: integer('attempts').notNull(),
    createdAt: instant('created_at').notNull(),
    nextAt: instant('next_at').notNull(),
    sentAt: instant('sent_at'),
    outcome: text('outcome'),
  },
  ({ id, channelId, ruleId, state, nextAt, createdAt }) => [
    primaryKey({ columns: [id, channelId] }),
    index('alert_deliveries_due').on(state, nextAt),
    index('alert_deliveries_rule').on(ruleId, createdAt),
    index('alert_deliveries_created').on(createdAt),
  ],
);

/** What holds notifications back. */
export const alertSilences = pgTable('alert_silences', {
  id: text('id').primaryKey(),
  owner: text('owner').notNull(),
  createdAt: instant('created_at').notNull(),
  /** Empty: it has no end. */
  endsAt: instant('ends_at'),
  draft: json('draft').$type<SilenceDraft>().notNull(),
});

/** Where notifications go, secrets included; the name is one for the whole workspace. */
export const alertChannels = pgTable('alert_channels', {
  id: text('id').primaryKey(),
  owner: text('owner').notNull(),
  name: text('name').notNull().unique(),
  target: json('target').$type<ChannelTarget>().notNull(),
  createdAt: instant('created_at').notNull(),
  testedAt: instant('tested_at'),
});
