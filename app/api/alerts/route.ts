import { ListAsk, NewRule } from '@/lib/model/alert-api';
import { listAlerts } from '@/lib/server/alert-listing';
import { createRule } from '@/lib/server/alerts';
import { route } from '@/lib/server/route';

/** Every rule with its state, and its groups where they are asked for: what docs/alerts-api.md describes for scripts. */
export const GET = route({
  may: 'alerts:read',
  input: ListAsk,
  handler: ({ input, services }) => listAlerts(services.alerts, input),
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
