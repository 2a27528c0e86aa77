'use client';

import { useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { toastWithUndo } from '@/components/ui/undo-toast';
import {
  createDashboard,
  dashboardsOptions,
  deleteDashboard,
  fetchDashboard,
  restoreDashboard,
  saveDashboard,
  setFavourite,
  useRenewDashboards,
} from '@/lib/client/dashboards';
import type { Dashboard } from '@/lib/model/dashboard';
import type { DashboardListing, SavedDashboard } from '@/lib/model/saved-dashboard';

/** What the list shows of a dashboard and a person may change there. */
export type Details = Pick<Dashboard, 'title' | 'folder' | 'tags' | 'description'>;

export interface DashboardActions {
  readonly favour: (listing: DashboardListing) => void;
  /** The copy; undefined when it failed, which has been said. */
  readonly duplicate: (listing: DashboardListing) => Promise<SavedDashboard | undefined>;
  /** Whether it was saved. */
  readonly describe: (listing: DashboardListing, details: Details) => Promise<boolean>;
  readonly remove: (listing: DashboardListing) => void;
}

/** What can be done with a dashboard in the list. Failures are said in a toast. */
export function useDashboardActions(): DashboardActions {
  const client = useQueryClient();
  const renew = useRenewDashboards();
  const attempt = async <T>(failed: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const done = await work();
      await renew();
      return done;
    } catch (cause) {
      toast.error(failed, { description: cause instanceof Error ? cause.message : String(cause) });
      await renew();
      return undefined;
    }
  };
  return {
    favour: ({ slug, favourite, title }) => {
      const { queryKey } = dashboardsOptions();
      client.setQueryData(queryKey, (list) => list?.map((one) => (one.slug === slug ? { ...one, favourite: !favourite } : one)));
      void attempt(`${title} stays as it was`, () => setFavourite(slug, !favourite));
    },
    duplicate: ({ slug, title }) =>
      attempt(`${title} was not copied`, async () => {
        const { dashboard } = await fetchDashboard(slug);
        const copy = { ...dashboard, title: `${dashboard.title.slice(0, 190)} copy` };
        return createDashboard({ dashboard: copy, note: `Copied from ${dashboard.title}`.slice(0, 500) });
      }),
    describe: async (listing, details) => {
      const done = await attempt(`${listing.title} was not changed`, async () => {
        const { dashboard, revision } = await fetchDashboard(listing.slug);
        const saved = await saveDashboard(listing.slug, { dashboard: { ...dashboard, ...details }, basedOn: revision, note: '' });
        if (!saved.ok) throw new Error('Someone else saved it in the same moment. Try again.');
        return true;
      });
      return done === true;
    },
    remove: ({ slug, title }) =>
      void attempt(`${title} was not deleted`, async () => {
        await deleteDashboard(slug);
        toastWithUndo(`${title} is deleted`, () => void attempt(`${title} was not brought back`, () => restoreDashboard(slug)));
      }),
  };
}
