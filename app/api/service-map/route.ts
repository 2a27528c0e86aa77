import { ServiceMapAsk } from '@/lib/model/service-map';
import { BackendError } from '@/lib/model/backend';
import { route } from '@/lib/server/route';

export const GET = route({
  may: 'telemetry:read',
  input: ServiceMapAsk,
  handler: ({ input: { from, to, environment }, services: { backend }, signal }) => {
    if (!backend.serviceMap) throw new BackendError('unsupported', 'This store keeps no roll-up of calls: it has no service map.');
    return backend.serviceMap({ from, to }, environment, signal);
  },
});
