import { z } from 'zod';
import { route } from '@/lib/server/route';

/** What the store can do: pages offer nothing that it would refuse. */
export const GET = route({
  may: 'telemetry:read',
  input: z.object({}),
  handler: ({ services }) => Promise.resolve(services.backend.capabilities),
});
