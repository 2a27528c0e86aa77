import { z } from 'zod';
import { nowMillis } from '@/lib/base/time';
import { SilenceDraft } from '@/lib/model/alert-silence';
import { route } from '@/lib/server/route';
import { createSilence } from '@/lib/server/silences';

/** Silences that have not ended, and those that ended in the last 30 days. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({}),
  handler: ({ services }) => services.alerts.silences.list(nowMillis()),
});

/** Keeps a new silence. */
export const POST = route({
  may: 'alerts:write',
  input: SilenceDraft,
  handler: async ({ input, services }) => Response.json(await createSilence(services.alerts.silences, input), { status: 201 }),
});
