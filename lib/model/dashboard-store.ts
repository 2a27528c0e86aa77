/** Where dashboards are kept, as the server asks for it. Documents are as they were saved: whoever reads one migrates it. */
import type { Choices, Dashboard } from '@/lib/model/dashboard';
import type { Revision } from '@/lib/model/saved-dashboard';

/** What is known of a saved dashboard without reading its content. */
export interface StoredListing {
  readonly slug: string;
  readonly owner: string;
  readonly revision: number;
  /** Of the format that it was saved in. */
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly folder: string;
  readonly tags: readonly string[];
  /** In ms since 1970. */
  readonly savedAt: number;
  readonly savedBy: string;
}

export interface StoredRevision extends Revision {
  readonly owner: string;
  /** The newest revision of this dashboard. */
  readonly newest: number;
  readonly deleted: boolean;
  readonly document: unknown;
}

/** A revision to be kept. */
export interface RevisionToKeep {
  readonly dashboard: Dashboard;
  /** The revision that it replaces; 0 for a new dashboard. */
  readonly basedOn: number;
  readonly note: string;
  readonly savedBy: string;
  /** In ms since 1970. */
  readonly savedAt: number;
}

export interface DashboardStore {
  /** All that are not deleted, by title. */
  list(): Promise<StoredListing[]>;
  /** One revision, or the newest; undefined where there is none. */
  revision(slug: string, revision?: number): Promise<StoredRevision | undefined>;
  /** Every revision, newest first. */
  revisions(slug: string): Promise<Revision[]>;
  /** Keeps the revision under the dashboard's slug; false when `basedOn` is not the newest, or the slug is taken or deleted. */
  save(revision: RevisionToKeep): Promise<boolean>;
  /** False where there is none. A deleted dashboard keeps its revisions. */
  setDeleted(slug: string, deleted: boolean): Promise<boolean>;
  favourites(owner: string): Promise<ReadonlySet<string>>;
  setFavourite(slug: string, owner: string, favourite: boolean): Promise<void>;
  /** As they were saved; none where nothing was. */
  choices(slug: string): Promise<Choices>;
  setChoices(slug: string, choices: Choices): Promise<void>;
}
