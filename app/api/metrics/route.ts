import { z } from 'zod';
import { millis } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import { route } from '@/lib/server/route';

const Range = z
  .object({ from: z.coerce.number().finite(), to: z.coerce.number().finite() })
  .refine(({ from, to }) => from < to, 'The range must end after it starts.');

export const GET = route({
  may: 'telemetry:read',
  input: Range,
  handler: async ({ input, services: { backend }, signal }) => {
    if (!backend.metrics) throw new BackendError('unsupported', 'This store cannot list its metrics.');
    return backend.metrics({ from: millis(input.from), to: millis(input.to) }, signal);
  },
});
