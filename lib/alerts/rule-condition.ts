/** What a rule looks like in one word, and whether it cannot make up its mind. */
import { labelsKey } from '@/lib/alerts/found';
import { silencedBy } from '@/lib/alerts/silenced';
import { millis, type Millis } from '@/lib/base/time';
import type { RuleCondition } from '@/lib/model/alert-api';
import type { Silence } from '@/lib/model/alert-silence';
import type { Change, RuleState } from '@/lib/model/alert-state';
import type { AlertRule } from '@/lib/model/alert';

/** Of a rule whose state is `state` (undefined: never evaluated), with the `silences` of its workspace, at `now`. */
export function ruleCondition(rule: AlertRule, state: RuleState | undefined, silences: readonly Silence[], now: Millis): RuleCondition {
  if (rule.paused) return 'paused';
  if (!state) return 'new';
  const { instances, error } = state;
  const firing = instances.filter((group) => group.state === 'firing');
  const heard = firing.filter(({ labels }) => !silencedBy(rule, labels, silences, now));
  if (heard.some(({ severity }) => severity === 'critical')) return 'critical';
  if (heard.length > 0) return 'warn';
  if (error) return silencedBy(rule, {}, silences, now) ? 'silenced' : 'error';
  if (firing.length > 0) return 'silenced';
  const silent = instances.filter((group) => group.state === 'noData');
  if (silent.length > 0) return silent.every(({ labels }) => silencedBy(rule, labels, silences, now)) ? 'silenced' : 'noData';
  if (instances.some((group) => group.state === 'pending')) return 'pending';
  // to find nothing is fine only where the rule says so
  return rule.noData !== 'ok' && instances.every(({ value, few }) => value === null && !few) ? 'noData' : 'ok';
}

/** Windows that are looked at, and crossings in them from which on a rule flaps. */
const WINDOWS = 20;
const CROSSINGS = 3;

/**
 * Whether a group crossed between ok and firing three times or more within the last 20 windows up to the one that ends at
 * `evaluatedTo`. `changes`: at least all of those windows, in any order.
 */
export function isFlapping({ every }: Pick<AlertRule, 'every'>, changes: readonly Change[], evaluatedTo: Millis): boolean {
  const from = flappingSince({ every }, evaluatedTo);
  const crossings = new Map<string, number>();
  for (const { at, from: before, to, labels } of changes) {
    const crosses = (before === 'firing') !== (to === 'firing');
    if (!crosses || at <= from || at > evaluatedTo) continue;
    const key = labelsKey(labels);
    crossings.set(key, (crossings.get(key) ?? 0) + 1);
  }
  return [...crossings.values()].some((count) => count >= CROSSINGS);
}

/** The instant from which on `isFlapping` needs changes. */
export function flappingSince({ every }: Pick<AlertRule, 'every'>, evaluatedTo: Millis): Millis {
  return millis(evaluatedTo - WINDOWS * every);
}
