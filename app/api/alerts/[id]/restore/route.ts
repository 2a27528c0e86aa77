import { RuleId } from '@/lib/model/alert-api';
import { restoreRule } from '@/lib/server/alerts';
import { route } from '@/lib/server/route';

/** Puts a rule that came with Hearth back to how it came. */
export const POST = route({
  may: 'alerts:write',
  input: RuleId,
  handler: async ({ input, services }) => {
    const saved = await restoreRule(services.alerts.rules, input.id);
    services.alerts.changed();
    return saved;
  },
});
