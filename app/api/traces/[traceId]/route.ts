import { z } from 'zod';
import { TraceId } from '@/lib/model/ids';
import { DEFAULT_TRACE_LIMIT, MOST_TRACE_LIMIT } from '@/lib/model/trace';
import { route } from '@/lib/server/route';
import { traceStream } from '@/lib/server/trace-stream';

export const GET = route({
  may: 'telemetry:read',
  input: z.object({ traceId: TraceId, limit: z.coerce.number().int().min(0).max(MOST_TRACE_LIMIT).default(DEFAULT_TRACE_LIMIT) }),
  handler: async ({ input: { traceId, limit }, services, signal }) =>
    traceStream(services.backend.trace(traceId, { limit }, signal), signal),
});
