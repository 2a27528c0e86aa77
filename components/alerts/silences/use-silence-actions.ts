'use client';

import { toast } from 'sonner';
import { nowMillis } from '@/lib/base/time';
import { createSilence, deleteSilence, saveSilence } from '@/lib/client/alert-silences';
import { useRenewAlerts } from '@/lib/client/alerts';
import type { Silence } from '@/lib/model/alert-silence';
import { endedAt } from '@/components/alerts/silences/time-words';
import { toastWithUndo } from '@/components/ui/undo-toast';

export interface SilenceActions {
  /** Lets what it holds be told again, from now on; one that has not begun is deleted. */
  readonly end: (silence: Silence) => void;
  readonly remove: (silence: Silence) => void;
}

/** What can be done with silences in the list; each can be taken back. Failures are said in a toast. */
export function useSilenceActions(): SilenceActions {
  const renew = useRenewAlerts();
  const attempt = async (failed: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (cause) {
      toast.error(failed, { description: cause instanceof Error ? cause.message : String(cause) });
    }
    await renew();
  };
  const undoable = (title: string, undo: () => Promise<unknown>) =>
    toastWithUndo(title, () => void attempt('The silence was not brought back', undo));
  const remove = (silence: Silence) =>
    void attempt('The silence was not deleted', async () => {
      await deleteSilence(silence.id);
      undoable('The silence is deleted', () => createSilence(draftOf(silence)));
    });
  return {
    remove,
    end: (silence) => {
      const time = endedAt(silence.time, nowMillis());
      if (!time) return remove(silence);
      void attempt('The silence was not ended', async () => {
        await saveSilence(silence.id, { ...draftOf(silence), time });
        undoable('The silence has ended', () => saveSilence(silence.id, draftOf(silence)));
      });
    },
  };
}

function draftOf({ rules, matchers, time, reason }: Silence) {
  return { rules, matchers, time, reason };
}
