/** Dashboards as the routes and pages give them out: the prebuilt ones and the kept ones as one, every document migrated. */
import { findDashboard } from '@/lib/dashboards/catalog';
import { CATALOG } from '@/lib/dashboards/catalog-list';
import { migrate } from '@/lib/dashboards/migrate';
import { prebuiltRevision } from '@/lib/dashboards/prebuilt';
import { isFreeWord, slugAttempt } from '@/lib/dashboards/slug';
import { present } from '@/lib/base/assert';
import { fail, ok, type Result } from '@/lib/base/result';
import { nowMillis } from '@/lib/base/time';
import { DASHBOARD_VERSION, type Choices, type Dashboard } from '@/lib/model/dashboard';
import type { DashboardStore } from '@/lib/model/dashboard-store';
import type { DashboardListing, NewDashboard, Revision, SaveDashboard, SavedDashboard } from '@/lib/model/saved-dashboard';
import { refuseUnkeepable } from '@/lib/server/keepable';
import { RouteError } from '@/lib/server/route';
import { WORKSPACE } from '@/lib/server/workspace';

export interface Opened {
  readonly saved: SavedDashboard;
  /** The newest revision's number: an older one is to look at, not to change. */
  readonly newest: number;
}

/** Why a dashboard is not shown, in a sentence. `unreadable`: it is kept, but this Hearth cannot read that revision. */
export interface Unopened {
  readonly kind: 'absent' | 'deleted' | 'unreadable';
  readonly message: string;
  /** Which revision it is about; 0 where there is none. */
  readonly revision: number;
}

/** Every dashboard: the prebuilt ones in their order, then the kept ones by title. */
export async function listDashboards(store: DashboardStore): Promise<DashboardListing[]> {
  const [kept, favourites] = await Promise.all([store.list(), store.favourites(WORKSPACE)]);
  const prebuilt = CATALOG.map(({ slug }): DashboardListing => {
    const { title, description, folder, tags } = present(findDashboard(slug), 'a listed dashboard');
    const about = { slug, title, description, folder, tags };
    return { ...about, prebuilt: true, favourite: favourites.has(slug), owner: WORKSPACE, may: ['read'], revision: 0 };
  });
  const saved = kept.map(({ version, ...row }): DashboardListing => {
    const fault = version > DASHBOARD_VERSION ? { fault: 'A newer Hearth saved this dashboard; this one cannot read it.' } : {};
    return { ...row, prebuilt: false, favourite: favourites.has(row.slug), may: ['read', 'edit'], ...fault };
  });
  return [...prebuilt, ...saved];
}

/** A dashboard at one revision, the newest unless `revision` says which. */
export async function openDashboard(store: DashboardStore, slug: string, revision?: number): Promise<Result<Opened, Unopened>> {
  const [favourites, choices] = await Promise.all([store.favourites(WORKSPACE), store.choices(slug)]);
  const favourite = favourites.has(slug);
  const prebuilt = findDashboard(slug);
  if (prebuilt) {
    if (revision !== undefined) return absent(`${prebuilt.title} comes with Hearth: it has no revisions.`);
    return ok({ saved: prebuiltRevision(prebuilt, favourite, chosenOf(prebuilt, choices)), newest: 0 });
  }
  const stored = await store.revision(slug, revision);
  if (!stored) return absent(`There is no ${revision === undefined ? '' : `revision ${revision} of a `}dashboard ${slug}.`);
  const { document, deleted, newest, ...kept } = stored;
  if (deleted) {
    return fail({ kind: 'deleted', message: `The dashboard ${slug} was deleted. It can be brought back.`, revision: kept.revision });
  }
  const read = migrate(document);
  if (!read.ok) return fail({ kind: 'unreadable', message: read.error.message, revision: kept.revision });
  const may: SavedDashboard['may'] = kept.revision === newest ? ['read', 'edit'] : ['read'];
  return ok({ saved: { ...kept, dashboard: read.value, favourite, may, choices: chosenOf(read.value, choices) }, newest });
}

function absent(message: string) {
  return fail<Unopened>({ kind: 'absent', message, revision: 0 });
}

/** What the route answers: throws RouteError where there is nothing to open. */
export async function requireDashboard(store: DashboardStore, slug: string, revision?: number): Promise<SavedDashboard> {
  const opened = await openDashboard(store, slug, revision);
  if (opened.ok) return opened.value.saved;
  const { kind, message } = opened.error;
  throw kind === 'unreadable' ? new RouteError(422, 'invalid', message) : new RouteError(404, 'notFound', message);
}

/** Choices of variables that are no longer there are left out. */
function chosenOf({ variables }: Dashboard, choices: Choices): Choices {
  return Object.fromEntries(variables.flatMap(({ name }) => (choices[name] ? [[name, choices[name]]] : [])));
}

/** Every revision of a dashboard, newest first; of a prebuilt one, the only one. Throws RouteError where there is none. */
export async function listRevisions(store: DashboardStore, slug: string): Promise<Revision[]> {
  if (findDashboard(slug)) return [{ revision: 0, note: '' }];
  const revisions = await store.revisions(slug);
  if (revisions.length === 0) throw new RouteError(404, 'notFound', `There is no dashboard ${slug}.`);
  return revisions;
}

/** Keeps a new dashboard under the first free slug that its title makes. */
export async function createDashboard(store: DashboardStore, { dashboard, note }: NewDashboard): Promise<SavedDashboard> {
  for (let attempt = 1; ; attempt += 1) {
    const slug = slugAttempt(dashboard.title, attempt);
    // a deleted dashboard keeps its slug, and of two who make the same one at once, one gets the next
    if (!findDashboard(slug) && (await keep(store, slug, { dashboard, note, basedOn: 0 }))) return requireDashboard(store, slug);
  }
}

/** Keeps a revision on top of `basedOn`; where that is not the newest one, the newest one is the error. Throws RouteError. */
export async function saveDashboard(
  store: DashboardStore,
  slug: string,
  save: SaveDashboard,
): Promise<Result<SavedDashboard, SavedDashboard>> {
  refusePrebuilt(slug, 'changed');
  if (!isFreeWord(slug)) throw new RouteError(400, 'invalid', `“${slug}” means another page: no dashboard can have this address.`);
  const kept = await keep(store, slug, save);
  const current = await requireDashboard(store, slug);
  return kept ? ok(current) : fail(current);
}

/** The document says the slug that it is kept under, and never that it came with Hearth. */
function keep(store: DashboardStore, slug: string, { dashboard, basedOn, note }: SaveDashboard): Promise<boolean> {
  const document = { ...dashboard, slug, prebuilt: false };
  refuseUnkeepable([document, note], 'The dashboard');
  return store.save({ dashboard: document, basedOn, note, savedBy: WORKSPACE, savedAt: nowMillis() });
}

/** Deletes a dashboard, or brings it back. Throws RouteError. */
export async function setDeleted(store: DashboardStore, slug: string, deleted: boolean): Promise<void> {
  refusePrebuilt(slug, 'deleted');
  if (!(await store.setDeleted(slug, deleted))) throw new RouteError(404, 'notFound', `There is no dashboard ${slug}.`);
}

/** Makes a dashboard a favourite, or no longer one. Throws RouteError where there is none. */
export async function setFavourite(store: DashboardStore, slug: string, favourite: boolean): Promise<void> {
  // one that cannot be read may still be taken off the favourites
  if (favourite) await requireDashboard(store, slug);
  await store.setFavourite(slug, WORKSPACE, favourite);
}

/** Saves what the variables stand for, for everyone; a variable that is not named has no choice. Throws RouteError. */
export async function setChoices(store: DashboardStore, slug: string, choices: Choices): Promise<void> {
  const { dashboard } = await requireDashboard(store, slug);
  const unknown = Object.keys(choices).find((name) => !dashboard.variables.some((variable) => variable.name === name));
  if (unknown !== undefined) throw new RouteError(400, 'invalid', `${dashboard.title} has no variable ${unknown}.`);
  refuseUnkeepable(choices, 'What was chosen');
  await store.setChoices(slug, choices);
}

function refusePrebuilt(slug: string, done: 'changed' | 'deleted'): void {
  const prebuilt = findDashboard(slug);
  if (prebuilt) throw new RouteError(403, 'forbidden', `${prebuilt.title} comes with Hearth and cannot be ${done}: duplicate it.`);
}
