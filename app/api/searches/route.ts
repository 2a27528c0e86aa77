import { z } from 'zod';
import { SearchDraft, SearchPage } from '@/lib/model/saved-search';
import { route } from '@/lib/server/route';
import { saveSearch } from '@/lib/server/searches';

/** The searches that are saved for a page, by name. */
export const GET = route({
  may: 'searches:read',
  input: z.object({ page: SearchPage }),
  handler: ({ input, services }) => services.searches.list(input.page),
});

/** Saves a search. */
export const POST = route({
  may: 'searches:write',
  input: SearchDraft,
  handler: async ({ input, services }) => Response.json(await saveSearch(services.searches, input), { status: 201 }),
});
