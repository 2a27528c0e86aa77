/** A rule that is judged no more: what channels were told of it is taken back, or an incident would stay open for good. Pure. */
import { deliveriesOf } from '@/lib/alerts/runner-deliveries';
import { occurrencesOf, type Ran } from '@/lib/alerts/step';
import type { StopReason, Told } from '@/lib/alerts/told';
import type { Millis } from '@/lib/base/time';
import type { RuleState } from '@/lib/model/alert-state';
import type { Evaluated, SavedRule } from '@/lib/model/alert-store';

/** What there is to take back: a group that has a state, or a question that failed. */
function hasAnything({ instances, error }: RuleState): boolean {
  return instances.length > 0 || error !== undefined;
}

/**
 * What is left of `state` once `saved` is judged no more, from `now` on: no group has a state, channels hear that what they were told of
 * is over, and why. Also of what a silence holds back: nobody is kept from hearing an end. Undefined where nothing is to be done.
 */
export function stopRule(saved: SavedRule, state: RuleState, stopped: StopReason, publicUrl: string, now: Millis): Evaluated | undefined {
  if (!hasAnything(state)) return undefined;
  const { error, ...rest } = state;
  const ran: Ran = { executed: '', took: 0, at: now };
  const told: Told = {
    kind: 'resolved',
    at: now,
    firing: [],
    resolved: state.instances.filter((group) => group.told !== undefined).map((group) => ({ ...group, value: null })),
    ...(error?.told === undefined ? {} : { mended: error.message }),
    stopped,
  };
  return {
    state: { ...rest, revision: saved.revision, instances: [], moreGroups: 0, ranAt: now },
    changes: occurrencesOf(saved.rule, state, `The rule was ${stopped}.`, ran),
    deliveries: deliveriesOf(saved.rule, { told, held: undefined }, publicUrl, now),
  };
}
