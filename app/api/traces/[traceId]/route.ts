import { z } from 'zod';
import { TraceId } from '@/lib/model/ids';
import { ndjson } from '@/lib/server/ndjson';
import { route } from '@/lib/server/route';

export const GET = route({
  may: 'telemetry:read',
  input: z.object({ traceId: TraceId }),
  handler: async ({ input, services, signal }) => ndjson(services.backend.trace(input.traceId, signal), signal),
});
