import { z } from 'zod';
import { NewRule } from '@/lib/model/alert-api';
import { listAlerts } from '@/lib/server/alert-listing';
import { createRule } from '@/lib/server/alerts';
import { route } from '@/lib/server/route';

/** Every rule with its state: what docs/alerts-api.md describes for scripts. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({}),
  handler: ({ services }) => listAlerts(services.alerts),
});

/** Keeps a new rule. */
export const POST = route({
  may: 'alerts:write',
  input: NewRule,
  handler: async ({ input, services }) => {
    const saved = await createRule(services.alerts.rules, input);
    services.alerts.changed();
    return Response.json(saved, { status: 201 });
  },
});
