/** Values and bounds of a rule in words and figures. */
import { exactText } from '@/lib/alerts/amount-text';
import { assertUnreachable } from '@/lib/base/assert';
import { formatUnit, type Unit } from '@/lib/base/units';
import type { AlertRule, Band, Condition, Severity } from '@/lib/model/alert';

type Judged = Pick<AlertRule, 'condition' | 'unit'>;

/** The unit of a rule's bounds: what its question answers in; changes are shares, whatever changes. */
export function boundUnit({ condition, unit }: Judged): Unit {
  return condition.is === 'change' ? 'ratio' : unit;
}

/** The value that was judged: `7.1 %`, of changes with its sign: `+52 %`. */
export function valueText(rule: Judged, value: number): string {
  const text = formatUnit(value, boundUnit(rule));
  return rule.condition.is === 'change' && value > 0 ? `+${text}` : text;
}

/** A band that is fine: `1 s to 5 s`. */
export function bandText({ low, high }: Band, unit: Unit): string {
  return `${exactText(low, unit)} to ${exactText(high, unit)}`;
}

/** `a day ago`, `a week ago`. */
export function againstText({ against }: Extract<Condition, { is: 'change' }>): string {
  return `a ${against} ago`;
}

const WAYS = { up: 'up', down: 'down', either: 'up or down' } as const;

/** What it means to be beyond a level: `above 5 %`, `outside 1 s to 5 s`, `up more than 50 % on a day ago`; '' where the level is not set. */
export function boundText(rule: Judged, severity: Severity): string {
  const { condition } = rule;
  const unit = boundUnit(rule);
  if (condition.is === 'outside') {
    const level = condition[severity];
    return level ? `outside ${bandText(level.at, unit)}` : '';
  }
  const level = condition[severity];
  if (!level) return '';
  const bound = exactText(level.at, unit);
  switch (condition.is) {
    case 'above':
    case 'below':
      return `${condition.is} ${bound}`;
    case 'change':
      return `${WAYS[condition.direction]} more than ${bound} on ${againstText(condition)}`;
    default:
      return assertUnreachable(condition);
  }
}
