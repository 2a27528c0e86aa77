/** Finding rules by words. Pure. */
import { watchText } from '@/lib/alerts/watch-text';
import type { AlertRule } from '@/lib/model/alert';
import type { RuleState } from '@/lib/model/alert-state';

/** All that a rule can be found by: what it says of itself, its labels as `team=shop`, and the labels of its groups. */
function textOf(rule: AlertRule, state: RuleState | undefined): string {
  const labels = Object.entries(rule.labels).map(([name, value]) => `${name}=${value}`);
  const groups = (state?.instances ?? []).flatMap((instance) => Object.values(instance.labels));
  return [rule.id, rule.title, rule.description, watchText(rule), ...labels, ...groups].join('\n').toLowerCase();
}

/** Makes the test that passes a rule in which, or in whose groups, all words of `text` occur, in capitals or not. No words: every rule. */
export function ruleSearch(text: string): (rule: AlertRule, state: RuleState | undefined) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (rule, state) => {
    const found = textOf(rule, state);
    return words.every((word) => found.includes(word));
  };
}
