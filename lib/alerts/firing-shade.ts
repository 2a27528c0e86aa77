/** A firing as a time that charts shade. */
import { valueText } from '@/lib/alerts/bound-text';
import { groupText } from '@/lib/alerts/group-text';
import type { Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import type { AlertRule } from '@/lib/model/alert';
import type { Firing } from '@/lib/model/alert-api';

type Judged = Pick<AlertRule, 'condition' | 'unit'>;

/** What a firing was, in a few words: `api: critical, 46 min, at worst 7.1 %`; what still fires has lasted `for` so long, until `now`. */
function firingText(rule: Judged, { labels, severity, from, to, worst }: Firing, now: Millis, title: string): string {
  const who = [title, groupText(labels)].filter((part) => part !== '').join(', ');
  const lasted = formatUnit(Math.max(0, (to ?? now) - from), 'milliseconds');
  const said = [
    severity === 'warn' ? 'warning' : 'critical',
    to === undefined ? `for ${lasted}` : lasted,
    ...(worst === null ? [] : [`at worst ${valueText(rule, worst)}`]),
  ].join(', ');
  return who === '' ? said : `${who}: ${said}`;
}

/** The firing as a time to shade; what still fires reaches to `now`. `title`: the rule's, where a chart shows firings of several rules. */
export function firingShade(rule: Judged, firing: Firing, now: Millis, title = ''): ShadedTime {
  return {
    from: firing.from,
    to: firing.to ?? now,
    tone: firing.severity === 'warn' ? 'warn' : 'error',
    text: firingText(rule, firing, now, title),
  };
}
