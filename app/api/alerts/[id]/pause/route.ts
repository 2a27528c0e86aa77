import { z } from 'zod';
import { RuleId } from '@/lib/model/alert-api';
import { pauseRule } from '@/lib/server/alerts';
import { route } from '@/lib/server/route';

/** Pauses a rule, or lets it run again. */
export const POST = route({
  may: 'alerts:write',
  input: RuleId.extend({ paused: z.boolean() }),
  handler: async ({ input, services }) => {
    const saved = await pauseRule(services.alerts.rules, input.id, input.paused);
    services.alerts.changed();
    return saved;
  },
});
