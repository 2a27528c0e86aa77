'use client';

import { toast } from 'sonner';
import { toastWithUndo } from '@/components/ui/undo-toast';
import { createRule, deleteRule, pauseRule, useRenewAlerts } from '@/lib/client/alerts';
import type { AlertSummary } from '@/lib/model/alert-api';
import type { SavedRule } from '@/lib/model/alert-store';

export interface RuleActions {
  readonly pause: (listings: readonly AlertSummary[], paused: boolean) => void;
  /** The copy, paused until somebody has looked at it; undefined when it failed, which has been said. */
  readonly duplicate: (listing: AlertSummary) => Promise<SavedRule | undefined>;
  readonly remove: (listing: AlertSummary) => void;
}

/** `High error rate`, or `3 rules`. */
function nameOf(listings: readonly AlertSummary[]): string {
  const [first] = listings;
  return listings.length === 1 && first !== undefined ? first.rule.title : `${listings.length} rules`;
}

/** What can be done with rules in the list. Failures are said in a toast. */
export function useRuleActions(): RuleActions {
  const renew = useRenewAlerts();
  const attempt = async <T>(failed: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (cause) {
      toast.error(failed, { description: cause instanceof Error ? cause.message : String(cause) });
      return undefined;
    } finally {
      await renew();
    }
  };
  const setPaused = async (listings: readonly AlertSummary[], paused: boolean) => {
    const changed = listings.filter(({ rule }) => rule.paused !== paused);
    const plural = changed.length !== 1;
    const done = await attempt(`${nameOf(changed)} could not be ${paused ? 'paused' : 'resumed'}`, async () => {
      // one after another: a failure stops here, and the list shows how far it came
      for (const { rule } of changed) await pauseRule(rule.id, paused);
      return true;
    });
    if (done !== true || changed.length === 0) return;
    toastWithUndo(
      `${nameOf(changed)} ${plural ? 'are' : 'is'} ${paused ? 'paused' : 'running again'}`,
      () => void setPaused(changed.map(withPaused(paused)), !paused),
      paused ? 'Neither evaluated nor told of.' : undefined,
    );
  };
  return {
    pause: (listings, paused) => void setPaused(listings, paused),
    duplicate: ({ rule }) =>
      attempt(`${rule.title} was not copied`, () =>
        createRule({
          rule: { ...rule, id: '', title: `${rule.title.slice(0, 195)} copy`, prebuilt: false, paused: true },
          basedOn: 0,
          note: `Copied from ${rule.title}`,
        }),
      ),
    remove: ({ rule, revision }) =>
      void attempt(`${rule.title} was not deleted`, async () => {
        await deleteRule(rule.id);
        const undo = () =>
          attempt(`${rule.title} was not brought back`, () => createRule({ rule, basedOn: revision, note: 'Brought back' }));
        toastWithUndo(`${rule.title} is deleted`, () => void undo());
      }),
  };
}

function withPaused(paused: boolean): (listing: AlertSummary) => AlertSummary {
  return (listing) => ({ ...listing, rule: { ...listing.rule, paused } });
}
