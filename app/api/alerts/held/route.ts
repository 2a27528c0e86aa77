import { HeldAsk } from '@/lib/model/alert-api';
import { readHeld } from '@/lib/server/alert-held';
import { route } from '@/lib/server/route';

/** What silences with these rules and matchers are about now: how many groups, and the first of them. */
export const POST = route({
  may: 'alerts:read',
  input: HeldAsk,
  handler: ({ input, services }) => readHeld(services.alerts, input),
});
