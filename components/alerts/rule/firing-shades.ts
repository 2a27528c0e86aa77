/** Firings as times that charts shade. */
import type { Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import { valueText } from '@/lib/alerts/bound-text';
import type { AlertRule } from '@/lib/model/alert';
import type { Firing } from '@/lib/model/alert-api';
import { groupName } from '@/components/alerts/overview/rule-facts';

/**
 * What a firing was, in a few words: `api: critical, 46 min, at worst 7.1 %`. One that still fires has lasted until `now`. `title`: the
 * rule's, where a chart shows those of several.
 */
export function firingText(rule: Pick<AlertRule, 'condition' | 'unit'>, firing: Firing, now: Millis, title = ''): string {
  const { labels, severity, from, to, worst } = firing;
  const who = [title, groupName(labels)].filter((part) => part !== '').join(', ');
  const lasted = formatUnit(Math.max(0, (to ?? now) - from), 'milliseconds');
  const said = [
    severity === 'warn' ? 'warning' : 'critical',
    to === undefined ? `for ${lasted}` : lasted,
    ...(worst === null ? [] : [`at worst ${valueText(rule, worst)}`]),
  ].join(', ');
  return who === '' ? said : `${who}: ${said}`;
}

/** The firing as a time to shade; what still fires reaches to `now`. */
export function firingShade(rule: Pick<AlertRule, 'condition' | 'unit'>, firing: Firing, now: Millis, title = ''): ShadedTime {
  return {
    from: firing.from,
    to: firing.to ?? now,
    tone: firing.severity === 'warn' ? 'warn' : 'error',
    text: firingText(rule, firing, now, title),
  };
}
