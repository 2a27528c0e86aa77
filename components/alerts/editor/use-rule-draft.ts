'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { sameJson } from '@/lib/base/same-json';
import type { AlertRule } from '@/lib/model/alert';
import type { SavedRule } from '@/lib/model/alert-store';

export interface RuleDraft {
  readonly rule: AlertRule;
  /** The revision that it began with: 0 for a new rule. */
  readonly basedOn: number;
  /** What it began with. */
  readonly base: AlertRule;
  readonly dirty: boolean;
  readonly change: (change: Partial<AlertRule>) => void;
  /** Back to what it began with. */
  readonly revert: () => void;
  /** Goes on from `saved`, without changes. */
  readonly follow: (saved: Pick<SavedRule, 'rule' | 'revision'>) => void;
}

/**
 * A rule under change. While nothing is changed it follows `newest`, so that what somebody else saves is seen; a changed one stays
 * with the revision that it began with, and saving it says so. `left`: changes of it that were left behind unsaved.
 */
export function useRuleDraft(newest: Pick<SavedRule, 'rule' | 'revision'>, left: AlertRule | undefined): RuleDraft {
  const [base, setBase] = useState(newest);
  const [rule, setRule] = useState(left ?? newest.rule);
  const dirty = useMemo(() => rule !== base.rule && !sameJson(rule, base.rule), [rule, base]);
  const follow = useCallback((saved: Pick<SavedRule, 'rule' | 'revision'>) => {
    setBase(saved);
    setRule(saved.rule);
  }, []);
  useEffect(() => {
    if (!dirty && newest.revision > base.revision) follow(newest);
  }, [dirty, newest, base.revision, follow]);
  return {
    rule,
    basedOn: base.revision,
    base: base.rule,
    dirty,
    change: useCallback((change) => setRule((before) => ({ ...before, ...change })), []),
    revert: useCallback(() => setRule(base.rule), [base]),
    follow,
  };
}
