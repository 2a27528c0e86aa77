import { z } from 'zod';
import { millis } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import { SpanId, TraceId } from '@/lib/model/ids';
import { route } from '@/lib/server/route';

/** The spans that link to a span, of a range in ms since 1970. */
export const GET = route({
  may: 'telemetry:read',
  input: z
    .object({ traceId: TraceId, spanId: SpanId, from: z.coerce.number().finite(), to: z.coerce.number().finite() })
    .refine(({ from, to }) => from < to, 'The range must end after it starts.'),
  handler: async ({ input: { traceId, spanId, from, to }, services: { backend }, signal }) => {
    if (!backend.linksTo) throw new BackendError('unsupported', 'This store cannot look for the spans that link to one.');
    return backend.linksTo({ traceId, spanId }, { from: millis(from), to: millis(to) }, signal);
  },
});
