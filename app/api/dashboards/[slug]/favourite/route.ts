import { z } from 'zod';
import { Slugged } from '@/lib/model/saved-dashboard';
import { setFavourite } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** Makes a dashboard a favourite, or no longer one. */
export const PUT = route({
  may: 'dashboards:read',
  input: Slugged.extend({ favourite: z.boolean() }),
  handler: async ({ input, services }) => {
    await setFavourite(services.dashboards, input.slug, input.favourite);
    return { favourite: input.favourite };
  },
});
