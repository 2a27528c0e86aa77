import { z } from 'zod';
import { route } from '@/lib/server/route';

export const GET = route({
  may: 'status:read',
  input: z.object({}),
  handler: ({ services }) => services.status(),
});
