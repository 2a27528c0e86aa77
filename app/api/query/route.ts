import { Query } from '@/lib/model/query';
import { route } from '@/lib/server/route';

export const POST = route({
  may: (query) => (query.spec.kind === 'native' ? 'sql:run' : 'telemetry:read'),
  input: Query,
  handler: ({ input, services, signal }) => services.backend.run(input, signal),
});
