import { z } from 'zod';
import { SilenceDraft } from '@/lib/model/alert-silence';
import { KeptId } from '@/lib/model/ids';
import { route } from '@/lib/server/route';
import { removeSilence, saveSilence } from '@/lib/server/silences';

const SilenceId = z.object({ id: KeptId });

/** Changes a silence. */
export const PUT = route({
  may: 'alerts:write',
  input: SilenceDraft.extend(SilenceId.shape),
  handler: ({ input: { id, ...draft }, services }) => saveSilence(services.alerts.silences, id, draft),
});

/** Deletes a silence. */
export const DELETE = route({
  may: 'alerts:write',
  input: SilenceId,
  handler: async ({ input, services }) => {
    await removeSilence(services.alerts.silences, input.id);
    return {};
  },
});
