/** The lines of the overview's list: a heading for each group, and its rules. */
import type { AlertSummary } from '@/lib/model/alert-api';
import type { RuleGroup } from '@/components/alerts/overview/rule-list';

export type RuleLine =
  | { readonly kind: 'heading'; readonly group: string; readonly count: number }
  | { readonly kind: 'rule'; readonly group: string; readonly listing: AlertSummary };

/** A line that is drawn, with its place among all. */
export interface PlacedLine {
  readonly index: number;
  readonly line: RuleLine;
}

/** All lines, in order. */
export function linesOf(groups: readonly RuleGroup[]): RuleLine[] {
  return groups.flatMap(({ title: group, listings }): RuleLine[] => [
    { kind: 'heading', group, count: listings.length },
    ...listings.map((listing): RuleLine => ({ kind: 'rule', group, listing })),
  ]);
}

/** The lines at `indices` by group, both in order. */
export function drawnGroups(lines: readonly RuleLine[], indices: readonly number[]): ReadonlyMap<string, readonly PlacedLine[]> {
  const groups = new Map<string, PlacedLine[]>();
  for (const index of indices) {
    const line = lines[index];
    if (!line) continue;
    const group = groups.get(line.group);
    if (group) group.push({ index, line });
    else groups.set(line.group, [{ index, line }]);
  }
  return groups;
}
