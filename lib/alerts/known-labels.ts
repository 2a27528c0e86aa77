/** Labels to choose from. Pure. */
import type { JudgedRule } from '@/lib/alerts/held';
import { labelOf } from '@/lib/alerts/label-of';
import type { KnownLabels, LabelsAsk } from '@/lib/model/alert-api';

/** Names, and values, that are told. */
const MOST = 50;

const firstOf = (words: ReadonlySet<string>) => [...words].sort().slice(0, MOST);

/** The labels that these rules (none: all) and their groups have now, and the values of one of them in which `part` occurs. */
export function knownLabels(judged: readonly JudgedRule[], { rules, label, part }: LabelsAsk): KnownLabels {
  const [names, values] = [new Set<string>(), new Set<string>()];
  const [asked, looked] = [new Set(rules), part.toLowerCase()];
  for (const { rule, state } of judged) {
    if (asked.size > 0 && !asked.has(rule.id)) continue;
    for (const labels of [rule.labels, ...(state?.instances ?? []).map((instance) => instance.labels)]) {
      for (const name of Object.keys(labels)) names.add(name);
      const value = labelOf(labels, label);
      if (value !== '' && value.toLowerCase().includes(looked)) values.add(value);
    }
  }
  return { names: firstOf(names), values: firstOf(values) };
}
