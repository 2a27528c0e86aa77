/** The dashboards that come with Hearth. */
import { API_OVERVIEW } from '@/lib/dashboards/catalog/api-overview';
import type { Dashboard } from '@/lib/model/dashboard';

const DASHBOARDS: readonly Dashboard[] = [API_OVERVIEW];

/** What navigation lists, in its order. */
export const CATALOG: readonly { readonly slug: string; readonly title: string }[] = DASHBOARDS.map(({ slug, title }) => ({ slug, title }));

/** The prebuilt dashboard with this slug. */
export function findDashboard(slug: string): Dashboard | undefined {
  return DASHBOARDS.find((dashboard) => dashboard.slug === slug);
}
