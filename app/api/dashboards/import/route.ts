import { z } from 'zod';
import { importDashboard } from '@/lib/dashboards/import';
import { route, RouteError } from '@/lib/server/route';

/** Turns a document from elsewhere into a dashboard, and says what did not carry over. Keeps nothing. */
export const POST = route({
  may: 'dashboards:read',
  input: z.object({ document: z.unknown() }),
  handler: async ({ input }) => {
    const imported = importDashboard(input.document);
    if (!imported.ok) throw new RouteError(400, 'invalid', imported.error);
    return imported.value;
  },
});
