/** What a silence holds back. Pure. */
import { concerns } from '@/lib/alerts/silenced';
import type { AlertRule } from '@/lib/model/alert';
import type { Held, HeldGroup } from '@/lib/model/alert-api';
import type { Silence } from '@/lib/model/alert-silence';
import type { RuleState } from '@/lib/model/alert-state';

/** A rule, with its state once it was evaluated. */
export interface JudgedRule {
  readonly rule: AlertRule;
  readonly state?: RuleState | undefined;
}

/** What a silence with these rules and matchers is about now, whether or not it holds at this time, with its first `show` groups. */
export function heldBy(silence: Pick<Silence, 'rules' | 'matchers'>, judged: readonly JudgedRule[], show = 0): Held {
  let [groups, troubled, rules] = [0, 0, 0];
  const [inTrouble, calm]: [HeldGroup[], HeldGroup[]] = [[], []];
  for (const { rule, state } of judged) {
    const instances = state?.instances ?? [];
    const held = instances.filter(({ labels }) => concerns(silence, rule, labels));
    const wholeRule = concerns(silence, rule, {});
    const failed = wholeRule && state?.error !== undefined;
    if (held.length === 0 && !(wholeRule && instances.length === 0)) continue;
    rules += 1;
    groups += Math.max(1, held.length);
    if (failed) troubled += 1;
    if (held.length === 0) {
      (failed ? inTrouble : calm).push({ title: rule.title, labels: {}, ...(failed ? { state: 'error' } : {}) });
    }
    for (const { labels, state: is, severity } of held) {
      const bad = is === 'firing' || is === 'noData';
      if (bad) troubled += 1;
      const known = bad ? inTrouble : calm;
      if (known.length < show) known.push({ title: rule.title, labels, state: is, ...(severity === undefined ? {} : { severity }) });
    }
  }
  return { groups, troubled, rules, first: [...inTrouble, ...calm].slice(0, show) };
}
