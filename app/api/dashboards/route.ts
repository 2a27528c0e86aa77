import { z } from 'zod';
import { NewDashboard } from '@/lib/model/saved-dashboard';
import { createDashboard, listDashboards } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** Every dashboard, prebuilt and kept. */
export const GET = route({
  may: 'dashboards:read',
  input: z.object({}),
  handler: ({ services }) => listDashboards(services.dashboards),
});

/** Keeps a new dashboard. */
export const POST = route({
  may: 'dashboards:write',
  input: NewDashboard,
  handler: async ({ input, services }) => Response.json(await createDashboard(services.dashboards, input), { status: 201 }),
});
