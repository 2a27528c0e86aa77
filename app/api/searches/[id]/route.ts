import { z } from 'zod';
import { KeptId } from '@/lib/model/ids';
import { route } from '@/lib/server/route';
import { removeSearch } from '@/lib/server/searches';

/** Deletes a saved search. */
export const DELETE = route({
  may: 'searches:write',
  input: z.object({ id: KeptId }),
  handler: async ({ input, services }) => {
    await removeSearch(services.searches, input.id);
    return {};
  },
});
