import { Slugged } from '@/lib/model/saved-dashboard';
import { requireDashboard, setDeleted } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** Brings a deleted dashboard back. */
export const POST = route({
  may: 'dashboards:write',
  input: Slugged,
  handler: async ({ input, services }) => {
    await setDeleted(services.dashboards, input.slug, false);
    return requireDashboard(services.dashboards, input.slug);
  },
});
