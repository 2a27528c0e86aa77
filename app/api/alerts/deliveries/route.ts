import { z } from 'zod';
import { KeptId } from '@/lib/model/ids';
import { route } from '@/lib/server/route';
import { limit, given } from '@/lib/server/search-parameters';

/** What was sent, is about to be, was given up or held back, newest first. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({ ruleId: KeptId.optional(), channelId: KeptId.optional(), limit: limit(100, 1_000) }),
  handler: ({ input, services }) => services.alerts.deliveries.list(given(input)),
});
