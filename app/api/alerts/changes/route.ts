import { z } from 'zod';
import { instantParameter } from '@/lib/model/checked-time';
import { KeptId } from '@/lib/model/ids';
import { route } from '@/lib/server/route';
import { limit, given } from '@/lib/server/search-parameters';

/** What groups came from one state into another, newest first. `from` and `to`: of the windows' ends, in ms since 1970. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({
    ruleId: KeptId.optional(),
    from: instantParameter.optional(),
    to: instantParameter.optional(),
    limit: limit(1_000, 10_000),
  }),
  handler: ({ input, services }) => services.alerts.states.changes(given(input)),
});
