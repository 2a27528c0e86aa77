import { Suggest } from '@/lib/model/backend';
import { route } from '@/lib/server/route';

export const POST = route({
  may: 'telemetry:read',
  input: Suggest,
  handler: ({ input, services, signal }) => services.backend.suggest(input, signal),
});
