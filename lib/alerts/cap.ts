/** The most groups that a rule keeps a state of: the worst, and never at the cost of one that channels were told of. */
import { labelsKey } from '@/lib/alerts/found';
import { badness } from '@/lib/alerts/judge';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertState, Instance } from '@/lib/model/alert-state';

const RANK: Readonly<Record<AlertState, number>> = { firing: 0, noData: 1, pending: 2, error: 3, ok: 4 };

/** Orders groups, the worst first: what fires, critical before warn, then by value; alike ones by their labels. */
export function worstFirst({ condition }: Pick<AlertRule, 'condition'>): (one: Instance, other: Instance) => number {
  const rank = ({ state, severity }: Instance) => 2 * RANK[state] + (severity === 'critical' ? 0 : 1);
  const value = (group: Instance) => (group.value === null ? -Infinity : badness(condition, group.value));
  return (one, other) => {
    const [left, right] = [value(one), value(other)];
    if (rank(one) !== rank(other)) return rank(one) - rank(other);
    if (left !== right) return left < right ? 1 : -1;
    return labelsKey(one.labels) < labelsKey(other.labels) ? -1 : 1;
  };
}

/** `groups` in two, the worst first: those that keep their state, and those beyond `mostGroups`. What was told is always kept, to be taken back. */
export function capped(rule: AlertRule, groups: readonly Instance[]): { kept: Instance[]; cut: Instance[] } {
  const ordered = groups.toSorted(worstFirst(rule));
  if (ordered.length <= rule.mostGroups) return { kept: ordered, cut: [] };
  const told = ordered.filter((group) => group.told !== undefined);
  const others = ordered.filter((group) => group.told === undefined);
  const room = Math.max(0, rule.mostGroups - told.length);
  const cut = new Set(others.slice(room));
  return { kept: ordered.filter((group) => !cut.has(group)), cut: [...cut] };
}
