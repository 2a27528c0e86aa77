'use client';

/** The browser's side of saved searches, and the recent ones of this browser. */
import { queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';
import { nowMillis, SECOND, type Millis } from '@/lib/base/time';
import { get, write } from '@/lib/client/api';
import { changeKeptText, useKeptText } from '@/lib/client/preference';
import type { SavedSearch, SearchDraft, SearchPage } from '@/lib/model/saved-search';

/** The searches that are saved for a page, by name. */
export function savedSearchesOptions(page: SearchPage) {
  return queryOptions({
    queryKey: ['searches', page],
    queryFn: ({ signal }) => get<SavedSearch[]>(`/api/searches?page=${page}`, signal),
    staleTime: 10 * SECOND,
  });
}

/** Saves a search for everyone in the workspace. Throws ApiError, also where its page has one of that name. */
export function saveSearch(draft: SearchDraft): Promise<SavedSearch> {
  return write('POST', '/api/searches', draft);
}

/** Deletes a saved search. Throws ApiError. */
export function deleteSearch(id: string): Promise<unknown> {
  return write('DELETE', `/api/searches/${encodeURIComponent(id)}`, {});
}

/** A filter that was applied in this browser. */
export interface RecentSearch {
  readonly filter: string;
  readonly at: Millis;
}

/** Recent searches that are kept of each page. */
const KEPT = 20;

function isRecent(value: unknown): value is RecentSearch {
  const { filter, at } = (value ?? {}) as Partial<RecentSearch>;
  return typeof filter === 'string' && typeof at === 'number';
}

/** Recent searches out of what a browser kept; none where it cannot be read. */
export function readRecent(text: string): RecentSearch[] {
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  } catch {
    // another Hearth's, or written by hand: it begins anew
    return [];
  }
}

/** `recent` with `filter` as the newest one, each filter once. */
export function withRecent(recent: readonly RecentSearch[], filter: string, at: Millis): RecentSearch[] {
  return [{ filter, at }, ...recent.filter((each) => each.filter !== filter)].slice(0, KEPT);
}

const keyOf = (page: SearchPage) => `recent-${page}`;

/** The filters that were applied last on a page in this browser, newest first. */
export function useRecentSearches(page: SearchPage): readonly RecentSearch[] {
  const [text] = useKeptText(keyOf(page));
  return useMemo(() => readRecent(text), [text]);
}

/** Keeps `filter` as the one that was applied last on a page. */
export function noteRecent(page: SearchPage, filter: string): void {
  changeKeptText(keyOf(page), (text) => JSON.stringify(withRecent(readRecent(text), filter, nowMillis())));
}
