/** Searches that people keep: a filter's text with a name, for the whole workspace. */
import { z } from 'zod';
import type { Millis } from '@/lib/base/time';

/** The pages that have a filter bar of their own. */
export const SearchPage = z.enum(['live', 'traces', 'logs']);
export type SearchPage = z.infer<typeof SearchPage>;

export const SearchDraft = z.object({
  name: z.string().trim().min(1, 'A search needs a name.').max(100),
  page: SearchPage,
  /** Text of the filter bar; '' for all records. */
  filter: z.string().max(10_000),
});
export type SearchDraft = z.infer<typeof SearchDraft>;

export interface SavedSearch extends SearchDraft {
  readonly id: string;
  /** Who keeps it; everyone in the workspace sees it. */
  readonly owner: string;
  readonly createdAt: Millis;
}

/** Where saved searches are kept, as the server asks for it. */
export interface SearchStore {
  /** Those of a page, by name. */
  list(page: SearchPage): Promise<SavedSearch[]>;
  /** Keeps a search; false, and nothing is changed, where the page has one of that name. */
  save(search: SavedSearch): Promise<boolean>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
}
