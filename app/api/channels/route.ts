import { z } from 'zod';
import { ChannelDraft } from '@/lib/model/alert-channel';
import { createChannel, listChannels } from '@/lib/server/channels';
import { route } from '@/lib/server/route';

/** Every channel, by name, without its secrets. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({}),
  handler: ({ services }) => listChannels(services.channels),
});

/** Keeps a new channel. */
export const POST = route({
  may: 'alerts:write',
  input: ChannelDraft,
  handler: async ({ input, services }) => Response.json(await createChannel(services.channels, input), { status: 201 }),
});
