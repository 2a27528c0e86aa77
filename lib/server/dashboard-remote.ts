/** A running Hearth's dashboards over HTTP, for programs outside of it. */
import type { DashboardListing, Revision, SaveDashboard, SavedDashboard } from '@/lib/model/saved-dashboard';
import type { RemoteApi } from '@/lib/server/remote';

export interface Remote {
  list(): Promise<DashboardListing[]>;
  /** The text of its file. */
  exported(slug: string): Promise<string>;
  /** Undefined where there is none, or a deleted one. */
  find(slug: string): Promise<SavedDashboard | undefined>;
  /** Every revision, newest first, of a deleted one, too; none where there never was one. */
  revisions(slug: string): Promise<Revision[]>;
  save(slug: string, save: SaveDashboard): Promise<SavedDashboard>;
  restore(slug: string): Promise<void>;
}

/** The dashboards of a Hearth. Every method throws RemoteError. */
export function remoteDashboards({ ask, need }: RemoteApi): Remote {
  const at = (slug: string, part = '') => `/api/dashboards/${encodeURIComponent(slug)}${part}`;
  /** Undefined where there is none. */
  const find = async (path: string) => ((await ask('GET', path)).status === 404 ? undefined : (await need('GET', path)).json());
  return {
    list: async () => (await (await need('GET', '/api/dashboards')).json()) as DashboardListing[],
    exported: async (slug) => (await need('GET', at(slug, '/export'))).text(),
    find: async (slug) => (await find(at(slug))) as SavedDashboard | undefined,
    revisions: async (slug) => ((await find(at(slug, '/revisions'))) ?? []) as Revision[],
    save: async (slug, save) => (await (await need('PUT', at(slug), save)).json()) as SavedDashboard,
    restore: async (slug) => void (await need('POST', at(slug, '/restore'), {})),
  };
}
