import { RuleId } from '@/lib/model/alert-api';
import { listRuleRevisions } from '@/lib/server/alerts';
import { route } from '@/lib/server/route';

/** Every revision of a rule, newest first, also of a deleted one. */
export const GET = route({
  may: 'alerts:read',
  input: RuleId,
  handler: ({ input, services }) => listRuleRevisions(services.alerts.rules, input.id),
});
