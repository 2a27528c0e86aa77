/** Which rules the overview shows, and in what order. */
import { compareNames } from '@/lib/charts/names';
import type { AlertSummary } from '@/lib/model/alert-api';
import { CONDITIONS, isIn, TILE_LOOKS, tileOf, type Tile } from '@/components/alerts/overview/tiles';

export interface RuleGroup {
  readonly title: string;
  readonly listings: readonly AlertSummary[];
}

/** Rules of a tile (null: of all) that were found (undefined: nothing is looked for). */
export function keepWanted(
  listings: readonly AlertSummary[],
  tile: Tile | null,
  found: ReadonlySet<string> | undefined,
): readonly AlertSummary[] {
  return listings.filter((listing) => (tile === null || isIn(tile, listing)) && (found?.has(listing.rule.id) ?? true));
}

/** The worst first, then by title. */
function inOrder(listings: readonly AlertSummary[]): AlertSummary[] {
  return listings.toSorted(
    (a, b) => CONDITIONS[a.condition].rank - CONDITIONS[b.condition].rank || compareNames(a.rule.title, b.rule.title),
  );
}

/** Names of the labels that rules have, in order. */
export function labelNames(listings: readonly AlertSummary[]): string[] {
  return [...new Set(listings.flatMap(({ rule }) => Object.keys(rule.labels)))].toSorted(compareNames);
}

/** Rules by their state (`by` is null), the worst first; or by a label of theirs, those that lack it last. Within, the worst first. */
export function groupRules(listings: readonly AlertSummary[], by: string | null): RuleGroup[] {
  const groups = new Map<string, AlertSummary[]>();
  for (const listing of inOrder(listings)) {
    const title = by === null ? TILE_LOOKS[tileOf(listing.condition)].title : (listing.rule.labels[by] ?? '');
    const group = groups.get(title);
    if (group) group.push(listing);
    else groups.set(title, [listing]);
  }
  const found = [...groups].map(([title, own]) => ({ title, listings: own }));
  if (by === null) return found;
  return found
    .toSorted((a, b) => Number(a.title === '') - Number(b.title === '') || compareNames(a.title, b.title))
    .map((group) => ({ ...group, title: group.title === '' ? `without ${by}` : group.title }));
}
