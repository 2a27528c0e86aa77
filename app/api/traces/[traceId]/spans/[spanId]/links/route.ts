import { z } from 'zod';
import { BackendError } from '@/lib/model/backend';
import { instantParameter, isRange } from '@/lib/model/checked-time';
import { SpanId, TraceId } from '@/lib/model/ids';
import { route } from '@/lib/server/route';

/** The spans that link to a span, of a range. */
export const GET = route({
  may: 'telemetry:read',
  input: z.object({ traceId: TraceId, spanId: SpanId, from: instantParameter, to: instantParameter }).refine(...isRange),
  handler: async ({ input: { traceId, spanId, from, to }, services: { backend }, signal }) => {
    if (!backend.linksTo) throw new BackendError('unsupported', 'This store cannot look for the spans that link to one.');
    return backend.linksTo({ traceId, spanId }, { from, to }, signal);
  },
});
