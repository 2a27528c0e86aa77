/** For how long rules fired, in equal steps of time. */
import { firingsOf } from '@/lib/alerts/activity';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { ActivityAsk, ActivityBar, Firing } from '@/lib/model/alert-api';
import type { Change, RuleState } from '@/lib/model/alert-state';

/** A rule and its groups; a state is absent until it is evaluated. */
interface Judged {
  readonly rule: Pick<AlertRule, 'id' | 'condition'>;
  readonly state?: Pick<RuleState, 'instances'> | undefined;
}

/** The whole steps up to the one that holds `now`. */
export function stepsUpTo(now: Millis, { length, step }: ActivityAsk): TimeRange[] {
  const last = Math.floor(now / step);
  const count = length / step;
  return Array.from({ length: count }, (_, index) => {
    const from = (last - count + 1 + index) * step;
    return { from: millis(from), to: millis(from + step) };
  });
}

/** How much of `range` the spans cover together. */
function covered(spans: readonly Pick<Firing, 'from' | 'to'>[], range: TimeRange, now: Millis): number {
  let sum = 0;
  let reached: number = range.from;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const end = Math.min(to ?? now, range.to);
    const start = Math.max(from, reached);
    if (end > start) sum += end - start;
    reached = Math.max(reached, end);
  }
  return sum;
}

/** How long rules fired in each of `steps`. `changes`: all of these rules since the first step began. What still fires lasts until `now`. */
export function activityOf(judged: readonly Judged[], changes: readonly Change[], steps: readonly TimeRange[], now: Millis): ActivityBar[] {
  const from = steps[0]?.from ?? now;
  const byRule = new Map<string, Change[]>();
  for (const change of changes) {
    const own = byRule.get(change.ruleId);
    if (own) own.push(change);
    else byRule.set(change.ruleId, [change]);
  }
  const fired = judged.flatMap(({ rule, state }) => {
    const firings = firingsOf(rule, byRule.get(rule.id) ?? [], from, state?.instances);
    return firings.length === 0 ? [] : [{ id: rule.id, firings, critical: firings.filter(({ severity }) => severity === 'critical') }];
  });
  return steps.map((range) => {
    const lengths = fired.map(({ id, firings, critical }) => ({
      id,
      all: covered(firings, range, now),
      critical: covered(critical, range, now),
    }));
    const critical = lengths.reduce((sum, rule) => sum + rule.critical, 0);
    const all = lengths.reduce((sum, rule) => sum + rule.all, 0);
    const rules = lengths.filter((rule) => rule.all > 0).toSorted((a, b) => b.all - a.all);
    return { ...range, critical: millis(critical), warn: millis(all - critical), rules: rules.map(({ id }) => id) };
  });
}
