'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef } from 'react';
import type { TimeRange } from '@/lib/base/time';
import { backTestOptions } from '@/lib/client/alerts';
import { useSettled } from '@/lib/client/use-settled';
import type { AlertRule } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import { askedRule, valuesKey } from '@/components/alerts/editor/back-test-rule';
import { rejudged } from '@/components/alerts/editor/rejudged';

export interface BackTestState {
  /** What is to be shown: of the rule as it stands, where its values are there; else the picture before. */
  readonly test: BackTest | undefined;
  /** Judged in this range. */
  readonly range: TimeRange;
  /** `test` is of another question than the rule's: to be dimmed. */
  readonly old: boolean;
  /** The server's answer to the rule as it stands is still to come. */
  readonly pending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * What `rule` would have done in `range`, while it is edited: asked a moment after the last change, the question before is broken off.
 * A moved bound is judged at once with the values that are there; the server's own judgement follows. `fault`: why it can't be asked.
 */
export function useBackTest(rule: AlertRule, range: TimeRange, fault: boolean): BackTestState {
  const asked = useMemo(() => ({ rule: askedRule(rule), from: range.from, to: range.to }), [rule, range]);
  const text = JSON.stringify(asked);
  // typing a title makes an equal question of another object
  const stable = useRef(asked);
  if (JSON.stringify(stable.current) !== text) stable.current = asked;
  const current = stable.current;
  const settled = useSettled(current);
  const { data, error, isPlaceholderData, refetch } = useQuery({ ...backTestOptions(settled), enabled: !fault });
  // which question the values that are there belong to
  const answered = useRef<{ readonly data: BackTest; readonly rule: AlertRule; readonly range: TimeRange }>(undefined);
  if (data && !isPlaceholderData && answered.current?.data !== data) {
    answered.current = { data, rule: settled.rule, range: { from: settled.from, to: settled.to } as TimeRange };
  }
  const known = answered.current;
  // judging a fortnight of many groups takes longer than a frame: the line moves first
  const judgedBy = useDeferredValue(current.rule);
  const sameValues = known !== undefined && valuesKey(known.rule) === valuesKey(judgedBy);
  const test = useMemo(() => {
    if (!known || known.rule === judgedBy || !sameValues) return known?.data;
    return rejudged(judgedBy, known.data);
  }, [known, judgedBy, sameValues]);
  const sameRange = known?.range.from === range.from && known.range.to === range.to;
  return {
    test,
    range: known?.range ?? range,
    old: known !== undefined && (!sameRange || valuesKey(known.rule) !== valuesKey(current.rule)),
    pending: !fault && error === null && (known?.rule !== current.rule || !sameRange),
    error,
    retry: () => void refetch(),
  };
}
