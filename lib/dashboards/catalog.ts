/** The dashboards that come with Hearth. */
import { API_OVERVIEW } from '@/lib/dashboards/catalog/api-overview';
import { BUSINESS_METRICS } from '@/lib/dashboards/catalog/business-metrics';
import { ERROR_TRACKING } from '@/lib/dashboards/catalog/error-tracking';
import { INFRASTRUCTURE_HEALTH } from '@/lib/dashboards/catalog/infrastructure-health';
import { STREAM_PROCESSING } from '@/lib/dashboards/catalog/stream-processing';
import type { Dashboard } from '@/lib/model/dashboard';

const DASHBOARDS: readonly Dashboard[] = [API_OVERVIEW, STREAM_PROCESSING, BUSINESS_METRICS, INFRASTRUCTURE_HEALTH, ERROR_TRACKING];

/** The prebuilt dashboard with this slug. */
export function findDashboard(slug: string): Dashboard | undefined {
  return DASHBOARDS.find((dashboard) => dashboard.slug === slug);
}
