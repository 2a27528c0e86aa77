import { ActivityAsk } from '@/lib/model/alert-api';
import { readActivity } from '@/lib/server/alert-activity';
import { route } from '@/lib/server/route';

/** How long rules fired, step by step up to now. */
export const GET = route({
  may: 'alerts:read',
  input: ActivityAsk,
  handler: ({ input, services }) => readActivity(services.alerts, input),
});
