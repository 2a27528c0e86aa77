'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { ApiError } from '@/lib/client/api';
import { createRule, restoreRule, saveRule, useRenewAlerts } from '@/lib/client/alerts';
import type { RuleConflict } from '@/lib/model/alert-api';
import type { SavedRule } from '@/lib/model/alert-store';
import type { RuleDraft } from '@/components/alerts/editor/use-rule-draft';

export interface RuleSaving {
  readonly busy: boolean;
  /** The revision that someone else saved meanwhile; undefined without one. */
  readonly conflict: SavedRule | undefined;
  readonly closeConflict: () => void;
  /** Saves the draft, on top of `basedOn` where the person chose that. */
  readonly save: (basedOn?: number) => Promise<void>;
  readonly takeTheirs: (theirs: SavedRule) => void;
  /** A rule that came with Hearth, back to how it came. */
  readonly restore: () => Promise<void>;
}

/** Keeps a rule under change. Failures are said in a toast; `onSaved` follows a success. */
export function useSaveRule(draft: RuleDraft, onSaved: (saved: SavedRule) => void): RuleSaving {
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<SavedRule>();
  const renew = useRenewAlerts();
  const attempt = async (failed: string, work: () => Promise<SavedRule>, done: string) => {
    setBusy(true);
    try {
      const saved = await work();
      setConflict(undefined);
      draft.follow(saved);
      toast.success(done.replace('{revision}', String(saved.revision)));
      onSaved(saved);
      await renew();
    } catch (cause) {
      if (cause instanceof ApiError && cause.details.fault === 'conflict' && cause.body) {
        const { current } = cause.body as Partial<RuleConflict>;
        if (current) return setConflict(current);
      }
      toast.error(failed, { description: cause instanceof Error ? cause.message : String(cause) });
    } finally {
      setBusy(false);
    }
  };
  const { rule, basedOn } = draft;
  return {
    busy,
    conflict,
    closeConflict: () => setConflict(undefined),
    save: (onTop = basedOn) =>
      attempt(
        'The alert was not saved',
        () =>
          onTop === 0 ? createRule({ rule: { ...rule, id: '' }, basedOn: 0, note: '' }) : saveRule({ rule, basedOn: onTop, note: '' }),
        onTop === 0 ? 'Saved: it is watched from now on' : 'Saved as revision {revision}',
      ),
    takeTheirs: (theirs) => {
      setConflict(undefined);
      draft.follow(theirs);
    },
    restore: () => attempt('It was not put back', () => restoreRule(rule.id), 'Put back to how it came'),
  };
}
