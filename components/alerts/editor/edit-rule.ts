/** A rule's question beside the rest of it: changes that take others along, and what its groups are called. */
import { unitFactor } from '@/lib/charts/convert';
import { labelNames } from '@/lib/alerts/group-text';
import type { Unit } from '@/lib/base/units';
import type { AlertAsk, AlertRule, Band, Condition } from '@/lib/model/alert';
import { boundAt, withBound, withKind } from '@/components/alerts/editor/condition';

/** Units that are written another way but mean the same kind of thing. */
function factorBetween(from: Unit, to: Unit): number | undefined {
  const factor = unitFactor(from, to);
  return factor !== 1 || from === to ? factor : undefined;
}

/** What a rule becomes that asks `ask`, in `unit` where that is another one: bounds are converted, and go where they cannot mean the same. */
export function withAsk(rule: AlertRule, ask: AlertAsk, unit: Unit | undefined): Partial<AlertRule> {
  if (unit === undefined || unit === rule.unit) return { ask };
  // bounds of a change are shares, whatever changes
  if (rule.condition.is === 'change') return { ask, unit };
  const factor = factorBetween(rule.unit, unit);
  return { ask, unit, condition: factor === undefined ? bare(rule.condition) : scaled(rule.condition, factor) };
}

function bare(condition: Condition): Condition {
  return condition.is === 'outside' || condition.is === 'change' ? withKind({ is: 'above' }, condition.is) : { is: condition.is };
}

function scaled(condition: Condition, factor: number): Condition {
  const times = (bound: number | Band | undefined) =>
    typeof bound === 'object' ? { low: bound.low * factor, high: bound.high * factor } : bound === undefined ? undefined : bound * factor;
  return (['warn', 'critical', 'recover'] as const).reduce((all, name) => withBound(all, name, times(boundAt(condition, name))), condition);
}

/** What the groups of a question are: `service, route`; '' for none, and for SQL, whose answer alone says so. */
export function groupNames(ask: AlertAsk): string {
  return (labelNames(ask) ?? []).join(', ');
}
