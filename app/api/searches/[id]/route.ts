import { z } from 'zod';
import { route } from '@/lib/server/route';
import { removeSearch } from '@/lib/server/searches';

/** Deletes a saved search. */
export const DELETE = route({
  may: 'searches:write',
  input: z.object({ id: z.string().min(1) }),
  handler: async ({ input, services }) => {
    await removeSearch(services.searches, input.id);
    return {};
  },
});
