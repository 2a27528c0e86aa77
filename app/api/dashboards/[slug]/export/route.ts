import { exportText } from '@/lib/dashboards/export';
import { Slugged } from '@/lib/model/saved-dashboard';
import { requireDashboard } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** A dashboard as a file. */
export const GET = route({
  may: 'dashboards:read',
  input: Slugged,
  handler: async ({ input, services }) =>
    new Response(exportText(await requireDashboard(services.dashboards, input.slug)), {
      headers: { 'content-type': 'application/json', 'content-disposition': `attachment; filename="${input.slug}.json"` },
    }),
});
