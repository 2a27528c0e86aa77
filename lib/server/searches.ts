/** Saved searches as the routes give them out. */
import { randomUUID } from 'node:crypto';
import { nowMillis } from '@/lib/base/time';
import type { SavedSearch, SearchDraft, SearchStore } from '@/lib/model/saved-search';
import { refuseUnkeepable } from '@/lib/server/keepable';
import { RouteError } from '@/lib/server/route';
import { WORKSPACE } from '@/lib/server/workspace';

/** Keeps a search. Throws RouteError where it cannot be kept, or its page has one of that name. */
export async function saveSearch(store: SearchStore, draft: SearchDraft): Promise<SavedSearch> {
  refuseUnkeepable(draft, 'The search');
  const search: SavedSearch = { ...draft, id: randomUUID(), owner: WORKSPACE, createdAt: nowMillis() };
  if (await store.save(search)) return search;
  throw new RouteError(409, 'conflict', `A search called “${draft.name}” is saved already. Choose another name.`);
}

/** Deletes a search. Throws RouteError where there is none. */
export async function removeSearch(store: SearchStore, id: string): Promise<void> {
  if (!(await store.remove(id))) throw new RouteError(404, 'notFound', 'This search is no longer there: someone else deleted it.');
}
