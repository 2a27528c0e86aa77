'use client';

/** Kept dashboards: how they are asked for and changed. Every function throws ApiError. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { fail, ok, type Result } from '@/lib/base/result';
import { SECOND } from '@/lib/base/time';
import { ApiError, write, get } from '@/lib/client/api';
import type { Choices } from '@/lib/model/dashboard';
import type {
  DashboardListing,
  ImportedDashboard,
  NewDashboard,
  Revision,
  SaveConflict,
  SaveDashboard,
  SavedDashboard,
} from '@/lib/model/saved-dashboard';

/** What everything about kept dashboards is cached under. */
const DASHBOARDS_KEY = ['dashboards'] as const;

const at = (slug: string, part = '') => `/api/dashboards/${encodeURIComponent(slug)}${part}`;

/** Every dashboard, prebuilt and kept. */
export function dashboardsOptions() {
  return queryOptions({
    queryKey: [...DASHBOARDS_KEY, 'list'],
    queryFn: ({ signal }) => get<DashboardListing[]>('/api/dashboards', signal),
    staleTime: 30 * SECOND,
  });
}

/** Every revision of a dashboard, newest first. */
export function revisionsOptions(slug: string) {
  return queryOptions({
    queryKey: [...DASHBOARDS_KEY, 'revisions', slug],
    queryFn: ({ signal }) => get<Revision[]>(at(slug, '/revisions'), signal),
  });
}

/** A dashboard as it was. A revision never changes. */
export function revisionOptions(slug: string, revision: number) {
  return queryOptions({
    queryKey: ['dashboard revision', slug, revision],
    queryFn: ({ signal }) => get<SavedDashboard>(at(slug, `/revisions/${revision}`), signal),
    staleTime: Infinity,
  });
}

/** Asks anew for all that is shown of kept dashboards, after one has changed: the list, the rail, the palette, histories. */
export function useRenewDashboards(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: DASHBOARDS_KEY }), [client]);
}

/** The newest revision of a dashboard. */
export function fetchDashboard(slug: string): Promise<SavedDashboard> {
  return get(at(slug));
}

/** Keeps a new dashboard under a free slug made from its title. */
export function createDashboard(dashboard: NewDashboard): Promise<SavedDashboard> {
  return write('POST', '/api/dashboards', dashboard);
}

/** Keeps a revision. Where someone else saved since `basedOn`, nothing is kept and their revision is the error. */
export async function saveDashboard(slug: string, save: SaveDashboard): Promise<Result<SavedDashboard, SavedDashboard>> {
  try {
    return ok(await write<SavedDashboard>('PUT', at(slug), save));
  } catch (cause) {
    if (cause instanceof ApiError && cause.details.fault === 'conflict') return fail((cause.body as SaveConflict).current);
    throw cause;
  }
}

/** Deletes a dashboard; its revisions stay, so that `restoreDashboard` can bring it back. */
export function deleteDashboard(slug: string): Promise<unknown> {
  return write('DELETE', at(slug), {});
}

/** Brings a deleted dashboard back. */
export function restoreDashboard(slug: string): Promise<SavedDashboard> {
  return write('POST', at(slug, '/restore'), {});
}

/** Makes a dashboard a favourite, or no longer one. */
export function setFavourite(slug: string, favourite: boolean): Promise<unknown> {
  return write('PUT', at(slug, '/favourite'), { favourite });
}

/** Saves, for the whole workspace, what a dashboard's variables stand for until the address says otherwise. */
export function saveChoices(slug: string, choices: Choices): Promise<unknown> {
  return write('PUT', at(slug, '/choices'), { choices });
}

/** Turns a document from elsewhere into a dashboard that is not kept yet. */
export function importDocument(document: unknown): Promise<ImportedDashboard> {
  return write('POST', '/api/dashboards/import', { document });
}

/** Where a dashboard is downloaded as a file. */
export function exportAddress(slug: string): string {
  return at(slug, '/export');
}
