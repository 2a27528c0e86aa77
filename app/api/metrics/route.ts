import { z } from 'zod';
import { BackendError } from '@/lib/model/backend';
import { instantParameter, isRange } from '@/lib/model/checked-time';
import { route } from '@/lib/server/route';

/** Every metric that has points in a range. */
export const GET = route({
  may: 'telemetry:read',
  input: z.object({ from: instantParameter, to: instantParameter }).refine(...isRange),
  handler: async ({ input, services: { backend }, signal }) => {
    if (!backend.metrics) throw new BackendError('unsupported', 'This store cannot list its metrics.');
    return backend.metrics(input, signal);
  },
});
