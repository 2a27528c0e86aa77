import { RevisionNumber, Slugged } from '@/lib/model/saved-dashboard';
import { requireDashboard } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** A dashboard as it was. */
export const GET = route({
  may: 'dashboards:read',
  input: Slugged.extend({ revision: RevisionNumber }),
  handler: ({ input, services }) => requireDashboard(services.dashboards, input.slug, input.revision),
});
