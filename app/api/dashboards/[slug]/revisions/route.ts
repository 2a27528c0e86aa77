import { Slugged } from '@/lib/model/saved-dashboard';
import { listRevisions } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** Every revision of a dashboard, newest first. */
export const GET = route({
  may: 'dashboards:read',
  input: Slugged,
  handler: ({ input, services }) => listRevisions(services.dashboards, input.slug),
});
