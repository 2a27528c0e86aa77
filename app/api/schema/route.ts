import { z } from 'zod';
import { route } from '@/lib/server/route';

export const GET = route({
  may: 'sql:run',
  input: z.object({}),
  handler: ({ services, signal }) => services.backend.schema(signal),
});
