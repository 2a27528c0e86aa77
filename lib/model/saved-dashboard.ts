/** A dashboard as it is kept: who saved which revision when. What the API takes and gives. */
import { z } from 'zod';
import { Dashboard, type Choices } from '@/lib/model/dashboard';

/** What a person may do with one dashboard. Prebuilt ones are read and copied, never changed. */
export type DashboardRight = 'read' | 'edit';

/** A line of the list of dashboards. */
export interface DashboardListing {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly folder: string;
  readonly tags: readonly string[];
  readonly prebuilt: boolean;
  readonly favourite: boolean;
  /** Whose it is; '' for the whole workspace. */
  readonly owner: string;
  readonly may: readonly DashboardRight[];
  /** Why this Hearth cannot open it, in a sentence: a newer one saved it. */
  readonly fault?: string;
  /** 0 for a prebuilt one. */
  readonly revision: number;
  /** In ms since 1970; absent for a prebuilt one. */
  readonly savedAt?: number;
  readonly savedBy?: string;
}

/** A revision of a dashboard without its content. Revisions count from 1; a prebuilt dashboard has only revision 0. */
export interface Revision {
  readonly revision: number;
  readonly savedAt?: number;
  /** Who saved it; '' while there are no accounts. */
  readonly savedBy?: string;
  /** What the person wrote about the change; '' for nothing. */
  readonly note: string;
}

export interface SavedDashboard extends Revision {
  readonly dashboard: Dashboard;
  readonly favourite: boolean;
  /** Whose it is; '' for the whole workspace. */
  readonly owner: string;
  readonly may: readonly DashboardRight[];
  /** What its variables stand for until the address says otherwise: saved for the whole workspace, for prebuilt dashboards, too. */
  readonly choices: Choices;
}

/** The part of an address that says which dashboard. */
export const Slugged = z.object({ slug: Dashboard.shape.slug });

/** A revision's number as an address has it. */
export const RevisionNumber = z.coerce.number().int().positive().max(1_000_000_000);

/** POST /api/dashboards: a new dashboard, under a free slug made from its title. */
export const NewDashboard = z.object({ dashboard: Dashboard, note: z.string().max(500).default('') });
export type NewDashboard = z.infer<typeof NewDashboard>;

/**
 * PUT /api/dashboards/{slug}. Refused with 409 (fault `conflict`, and the newest revision) unless `basedOn` is the newest one.
 * Based on 0, it makes the dashboard where there is none under this slug.
 */
export const SaveDashboard = NewDashboard.extend({ basedOn: z.number().int().nonnegative() });
export type SaveDashboard = z.infer<typeof SaveDashboard>;

/** Body of the 409 that answers a stale save. */
export interface SaveConflict {
  readonly error: { readonly fault: 'conflict'; readonly message: string };
  readonly current: SavedDashboard;
}

/** A document from elsewhere, turned into a dashboard as far as that goes. */
export interface ImportedDashboard {
  readonly dashboard: Dashboard;
  readonly format: 'hearth' | 'perses' | 'logfire';
  /** What did not carry over, a sentence each: which panel or variable, and why. */
  readonly report: readonly string[];
}
