import { BackendError } from '@/lib/model/backend';
import { ExemplarAsk } from '@/lib/model/metric';
import { route } from '@/lib/server/route';

export const POST = route({
  may: 'telemetry:read',
  input: ExemplarAsk,
  handler: async ({ input, services: { backend }, signal }) => {
    if (!backend.exemplars) throw new BackendError('unsupported', "This store keeps no examples of metrics' values.");
    return backend.exemplars(input, signal);
  },
});
