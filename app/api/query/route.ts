import { QueryRequest } from '@/lib/model/api';
import { route } from '@/lib/server/route';

export const POST = route({
  may: (query) => (query.spec.kind === 'native' ? 'sql:run' : 'telemetry:read'),
  input: QueryRequest,
  handler: ({ input: { spec, frame, maxAge }, services, signal }) => services.answers.ask({ spec, frame }, maxAge, signal),
});
