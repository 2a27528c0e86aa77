/** When rules fired, told from the changes that they left behind. Pure. */
import { labelsKey } from '@/lib/alerts/found';
import { furtherOf } from '@/lib/alerts/judge';
import type { Millis } from '@/lib/base/time';
import type { AlertRule, Severity } from '@/lib/model/alert';
import type { Firing } from '@/lib/model/alert-api';
import type { Change, Instance } from '@/lib/model/alert-state';

type Judged = Pick<AlertRule, 'condition'>;

function worse(one: Severity, other: Severity): Severity {
  return one === 'critical' ? one : other;
}

/**
 * The times in which groups of `rule` fired, in order. `changes`: all of the rule's from `from` until now, in any order; `now`: its
 * groups as they are. What began before `from` begins there, unless its group still fires and knows better.
 */
export function firingsOf(rule: Judged, changes: readonly Change[], from: Millis, now: readonly Instance[] = []): Firing[] {
  const firings: Firing[] = [];
  const open = new Map<string, Firing>();
  for (const change of changes.toSorted((a, b) => a.at - b.at)) {
    const key = labelsKey(change.labels);
    const { labels, at, severity = 'critical', fromSeverity = severity } = change;
    const before = change.from === 'firing' ? (open.get(key) ?? { labels, severity: fromSeverity, from, worst: null }) : undefined;
    const known = before && { ...before, worst: furtherOf(rule.condition, before.worst, change.worst ?? null) };
    if (change.to === 'firing') {
      const began = known ?? { labels, severity, from: at, worst: null };
      open.set(key, { ...began, severity: worse(began.severity, severity), worst: furtherOf(rule.condition, began.worst, change.value) });
    } else if (known) {
      open.delete(key);
      firings.push({ ...known, to: at });
    }
  }
  for (const group of now) {
    if (group.state !== 'firing') continue;
    const key = labelsKey(group.labels);
    const severity = group.severity ?? 'critical';
    // the group knows since when it has this severity, and the changes since when it fires
    const began = open.get(key) ?? { labels: group.labels, severity, from: group.since, worst: null };
    open.set(key, { ...began, worst: furtherOf(rule.condition, began.worst, group.worst ?? group.value) });
  }
  return [...firings, ...open.values()].toSorted((a, b) => a.from - b.from);
}
