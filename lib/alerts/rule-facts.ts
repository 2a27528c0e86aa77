/** What a rule's groups come to: the worst value, how many fire, and since when the rule is as it is. */
import { assertUnreachable } from '@/lib/base/assert';
import { millis, type Millis } from '@/lib/base/time';
import { badness, judge, levelsOf } from '@/lib/alerts/judge';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertSummary, RuleCondition, WorstNow } from '@/lib/model/alert-api';
import type { AlertLabels, Instance, RuleState } from '@/lib/model/alert-state';

/** The furthest value of all groups in the newest window; undefined where none has a value. */
export function worstNow({ condition }: Pick<AlertRule, 'condition'>, state: RuleState | undefined): WorstNow | undefined {
  let worst: { readonly value: number; readonly labels: AlertLabels } | undefined;
  for (const { value, labels } of state?.instances ?? []) {
    if (value !== null && (worst === undefined || badness(condition, value) > badness(condition, worst.value))) worst = { value, labels };
  }
  if (!worst) return undefined;
  const { beyond } = judge(condition, worst.value);
  const passed = beyond.critical ? 'critical' : beyond.warn ? 'warn' : undefined;
  const against = passed ?? levelsOf(condition)[0];
  return { ...worst, ...(passed ? { beyond: passed } : {}), ...(against ? { against } : {}) };
}

/** How many groups fire, of how many; undefined for a question without groups. */
export function firingGroups(state: RuleState | undefined): AlertSummary['groups'] {
  const instances = state?.instances ?? [];
  if (!state || instances.every(({ labels }) => Object.keys(labels).length === 0)) return undefined;
  return { firing: instances.filter(isFiring).length, of: instances.length + state.moreGroups };
}

/** Whether a group fires now. */
export function isFiring({ state }: Instance): boolean {
  return state === 'firing';
}

/**
 * Since when the rule is as it is: the first of its groups to be so, and for one that is ok the last; where no group has a value and none
 * is in the state for that, since the last one had it. Undefined for a rule that was never
 * evaluated, and for a paused one.
 */
export function sinceOf(condition: RuleCondition, state: RuleState | undefined): Millis | undefined {
  if (!state || condition === 'paused' || condition === 'new') return undefined;
  if (condition === 'error') return state.error?.since;
  const since = (keep: (instance: Instance) => boolean) => state.instances.filter(keep).map((instance) => instance.since);
  const first = (all: readonly Millis[]) => (all.length === 0 ? undefined : millis(Math.min(...all)));
  const last = (all: readonly Millis[]) => (all.length === 0 ? undefined : millis(Math.max(...all)));
  switch (condition) {
    case 'critical':
    case 'warn':
      return first(since((instance) => isFiring(instance) && instance.severity === condition));
    case 'silenced':
      return first(since(isFiring));
    case 'pending':
      return first(since(({ state: now }) => now === 'pending'));
    case 'noData':
      return first(since(({ state: now }) => now === 'noData')) ?? last(state.instances.map(({ seenAt }) => seenAt));
    case 'ok':
      return last(since(() => true));
    default:
      return assertUnreachable(condition);
  }
}
