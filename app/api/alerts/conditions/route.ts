import { z } from 'zod';
import { countConditions } from '@/lib/server/alert-listing';
import { route } from '@/lib/server/route';

/** How many rules are in each state. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({}),
  handler: ({ services }) => countConditions(services.alerts),
});
