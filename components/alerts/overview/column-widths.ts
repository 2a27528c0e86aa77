/** How wide the columns of the list are whose text depends on the rules: the rule itself takes what they leave. Pure. */
import { boundText } from '@/lib/alerts/bound-text';
import type { AlertSummary } from '@/lib/model/alert-api';

/** In CSS pixels. */
export interface ColumnWidths {
  readonly worst: number;
  readonly firing: number;
  readonly tells: number;
}

/** A character of a table's text, and of the smaller one beside it, in CSS pixels: what the widest usual words come to. */
const CHARACTER = 7.2;
const SMALL_CHARACTER = 6.2;
/** Between a column and the next, and a little to spare: no two browsers set a word alike. */
const GAP = 14;
/** Room for a value, which may change all the time, e.g. `57.6 ms`: a width that followed it would never rest. */
const VALUE = 62;

const between = (least: number, most: number, width: number) => Math.min(most, Math.max(least, Math.ceil(width + GAP)));
const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));

/** Of these rules, whoever of them is drawn, room for values as soon as one has come; `tells`: what stands in that column of each. What does not fit in the most that a column gets is cut. */
export function columnWidths(listings: readonly AlertSummary[], tells: readonly string[]): ColumnWidths {
  const bounds = listings.flatMap(({ rule }) => [boundText(rule, 'warn'), boundText(rule, 'critical')]);
  const groups = listings.map(({ groups: of }) => (of ? `${of.of} of ${of.of}` : ''));
  const valued = listings.some(({ worst }) => worst !== undefined);
  return {
    worst: between(80, 172, valued ? VALUE + longest(bounds) * SMALL_CHARACTER : 0),
    firing: between(52, 100, longest(groups) * CHARACTER),
    tells: between(52, 150, longest(tells) * CHARACTER),
  };
}
