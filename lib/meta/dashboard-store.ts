import { readChoices, writeChoices } from '@/lib/meta/dashboard-choices';
import { listFavourites, setFavourite } from '@/lib/meta/dashboard-favourites';
import { listDashboards, listRevisions, readRevision, saveRevision, setDeleted } from '@/lib/meta/dashboards';
import type { MetaDatabase } from '@/lib/meta/db';
import type { DashboardStore } from '@/lib/model/dashboard-store';

/** The metadata's database as the place where dashboards are kept. */
export function dashboardStore(db: MetaDatabase): DashboardStore {
  return {
    list: () => listDashboards(db),
    revision: (slug, revision) => readRevision(db, slug, revision),
    revisions: (slug) => listRevisions(db, slug),
    save: (revision) => saveRevision(db, revision),
    setDeleted: (slug, deleted) => setDeleted(db, slug, deleted),
    favourites: (owner) => listFavourites(db, owner),
    setFavourite: (slug, owner, favourite) => setFavourite(db, slug, owner, favourite),
    choices: (slug) => readChoices(db, slug),
    setChoices: (slug, choices) => writeChoices(db, slug, choices),
  };
}
