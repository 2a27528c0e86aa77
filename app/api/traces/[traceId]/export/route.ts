import { z } from 'zod';
import { TraceId } from '@/lib/model/ids';
import { route } from '@/lib/server/route';
import { exportTrace } from '@/lib/server/trace-files';

/** The whole trace as a file of OTLP/JSON. */
export const GET = route({
  may: 'telemetry:read',
  input: z.object({ traceId: TraceId }),
  handler: ({ input, services, signal }) => exportTrace(services.backend, input.traceId, signal),
});
