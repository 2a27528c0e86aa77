/** What is said about one group: the rule's own message with everything put in, or Hearth's sentence. */
import { forgottenAfter } from '@/lib/alerts/advance';
import { boundText, valueText } from '@/lib/alerts/bound-text';
import { groupText, labelNames } from '@/lib/alerts/group-text';
import { judge } from '@/lib/alerts/judge';
import type { StopReason } from '@/lib/alerts/told';
import { millis, type Millis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { utcText } from '@/lib/base/utc-text';
import type { AlertRule, Trouble } from '@/lib/model/alert';
import type { Instance } from '@/lib/model/alert-state';
import { fieldFromName, fieldName } from '@/lib/query/field-name';

/** What every message can name, beside labels. */
export const MESSAGE_VARIABLES = ['value', 'threshold', 'severity', 'title', 'for'] as const;
type MessageVariable = (typeof MESSAGE_VARIABLES)[number];

const REFERENCE = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The label that `name` means: as it is called, or by another name of the same field, such as `service` for `service.name`. */
function labelNamed(name: string, has: (label: string) => boolean): string | undefined {
  if (has(name)) return name;
  const other = fieldName(fieldFromName(name));
  return has(other) ? other : undefined;
}

/** The variables of the rule's message that mean nothing, as they are written: they would stay as they are. */
export function unknownVariables({ message, ask, labels }: Pick<AlertRule, 'message' | 'ask' | 'labels'>): string[] {
  const names = labelNames(ask);
  const known = new Set<string>([...MESSAGE_VARIABLES, ...Object.keys(labels), ...(names ?? [])]);
  const written = [...message.matchAll(REFERENCE)].map(([, name = '']) => name);
  return names === undefined ? [] : [...new Set(written)].filter((name) => labelNamed(name, (label) => known.has(label)) === undefined);
}

/** `7.1 %`; '' for no value. */
export function figureText(rule: Pick<AlertRule, 'condition' | 'unit'>, value: number | null): string {
  return value === null ? '' : valueText(rule, value);
}

/** The bound that the group passed: `above 5 %`; `was above 5 %` while it still fires though it is no longer beyond it. '' for no data. */
export function thresholdText(rule: AlertRule, { value, severity }: Instance): string {
  if (severity === undefined || value === null) return '';
  const bound = boundText(rule, severity);
  return bound === '' || judge(rule.condition, value).beyond[severity] ? bound : `was ${bound}`;
}

/** Since when the group is beyond its level at `at`, in words. A window or less is said as such: nobody looked in between. */
function lasted(rule: AlertRule, { beyond, severity, since }: Instance, at: Millis): string {
  const began = (severity && beyond[severity]) ?? since;
  return at > began ? formatDuration((at - began) * 1e6) : `less than ${formatDuration(rule.every * 1e6)}`;
}

const SEVERITY_WORDS: Readonly<Record<Trouble, string>> = {
  warn: 'warning',
  critical: 'critical',
  noData: 'no data',
  error: 'query failed',
};

/** The text of a group that is in trouble at `at`. In the rule's message, a variable that nothing is known of stays as it was written. */
export function messageOf(rule: AlertRule, group: Instance, trouble: Trouble, at: Millis): string {
  const values: Readonly<Record<MessageVariable, string>> = {
    value: figureText(rule, group.value) || 'no data',
    threshold: thresholdText(rule, group),
    severity: SEVERITY_WORDS[trouble],
    title: rule.title,
    for: lasted(rule, group, at),
  };
  const known = new Map<string, string>([...Object.entries(rule.labels), ...Object.entries(group.labels), ...Object.entries(values)]);
  if (rule.message !== '')
    return rule.message.replace(REFERENCE, (written, name: string) => {
      const label = labelNamed(name, (each) => known.has(each));
      return label === undefined ? written : (known.get(label) ?? written);
    });
  const subject = groupText(group.labels) || rule.title;
  if (group.value === null) return `${subject} has no data since ${utcText(group.seenAt)}.`;
  return `${subject} is at ${values.value}, ${values.threshold}${group.severity ? `, for ${values.for}` : ''}.`;
}

/**
 * The text of a group that is over at `at`: what was said of it is true no more, so the rule's message would be wrong. `stopped`: it is over
 * because the rule is judged no more.
 */
export function overMessageOf(rule: AlertRule, group: Instance, at: Millis, stopped?: StopReason): string {
  const subject = groupText(group.labels) || rule.title;
  if (stopped) return `${subject} is watched no more: the rule was ${stopped}.`;
  if (group.value !== null) return `${subject} is fine again, at ${valueText(rule, group.value)}.`;
  const silent = millis(at - group.seenAt);
  return silent >= forgottenAfter(rule)
    ? `${subject} has sent nothing for ${formatDuration(silent * 1e6)} and is watched no more.`
    : `${subject} is watched no more: it has no value now.`;
}
