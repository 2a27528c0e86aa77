import { z } from 'zod';
import { ChannelDraft } from '@/lib/model/alert-channel';
import { KeptId } from '@/lib/model/ids';
import { changeChannel, removeChannel } from '@/lib/server/channels';
import { route } from '@/lib/server/route';

const Id = z.object({ id: KeptId });

/** Changes a channel; secrets that are left '' stay as they are. */
export const PUT = route({
  may: 'alerts:write',
  input: ChannelDraft.extend(Id.shape),
  handler: ({ input: { id, ...draft }, services }) => changeChannel(services.channels, id, draft),
});

/** Deletes a channel; with `force` also one that rules tell. */
export const DELETE = route({
  may: 'alerts:write',
  input: Id.extend({ force: z.boolean().default(false) }),
  handler: async ({ input: { id, force }, services }) => {
    await removeChannel(services.channels, id, force);
    return {};
  },
});
