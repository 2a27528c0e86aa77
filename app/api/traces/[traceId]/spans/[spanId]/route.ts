import { z } from 'zod';
import { SpanId, TraceId } from '@/lib/model/ids';
import { route, RouteError } from '@/lib/server/route';

export const GET = route({
  may: 'telemetry:read',
  input: z.object({ traceId: TraceId, spanId: SpanId }),
  handler: async ({ input, services, signal }) => {
    const span = await services.backend.span(input.traceId, input.spanId, signal);
    if (!span) throw new RouteError(404, 'notFound', `There is no span ${input.spanId} in trace ${input.traceId}.`);
    return span;
  },
});
