/** What a rule watches, in one line. */
import { askText, othersText } from '@/lib/alerts/ask-text';
import { labelNames } from '@/lib/alerts/group-text';
import { formatUnit } from '@/lib/base/units';
import { alternativesOf } from '@/lib/dashboards/ask-specs';
import type { AlertAsk, AlertRule } from '@/lib/model/alert';

/** What is asked first. */
function firstText(ask: AlertAsk): string {
  if (ask.kind === 'sql') return ask.text.replace(/\s+/g, ' ').trim();
  const first = alternativesOf(ask)[0] ?? ask;
  const by = labelNames(first) ?? [];
  return `${askText(first).replace(/^the /, '')}${by.length === 0 ? '' : ` by ${by.join(', ')}`}`;
}

/** `share of entry spans with error by service.name`; of alternatives the first, and how many others there are; of SQL its text. */
export function questionText(ask: AlertAsk): string {
  return `${firstText(ask)}${othersText(ask)}`;
}

/** `share of entry spans with error by service.name over 5 min`. */
export function watchText({ ask, over }: Pick<AlertRule, 'ask' | 'over'>): string {
  return `${firstText(ask)} over ${formatUnit(over, 'milliseconds')}${othersText(ask)}`;
}
