import { z } from 'zod';
import { nowMillis } from '@/lib/base/time';
import { KeptId } from '@/lib/model/ids';
import { route, RouteError } from '@/lib/server/route';

/** Puts a delivery that was given up back into the queue. */
export const POST = route({
  may: 'alerts:write',
  input: z.object({ id: KeptId, channelId: KeptId }),
  handler: async ({ input: { id, channelId }, services }) => {
    if (await services.alerts.deliveries.again(id, channelId, nowMillis())) return {};
    throw new RouteError(404, 'notFound', 'There is no such delivery that was given up.');
  },
});
