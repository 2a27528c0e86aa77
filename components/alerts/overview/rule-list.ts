/** Which rules the overview shows, and in what order. */
import { compareNames } from '@/lib/charts/names';
import type { AlertListing } from '@/lib/model/alert-api';
import { CONDITIONS, isIn, TILE_LOOKS, tileOf, type Tile } from '@/components/alerts/overview/tiles';
import { watchText } from '@/components/alerts/overview/watch-text';

export interface RuleGroup {
  readonly title: string;
  readonly listings: readonly AlertListing[];
}

/** All that a rule can be found by. */
function textOf({ rule, state }: AlertListing): string {
  const labels = Object.entries(rule.labels).map(([name, value]) => `${name}=${value}`);
  const groups = (state?.instances ?? []).flatMap((instance) => Object.values(instance.labels));
  return [rule.id, rule.title, rule.description, watchText(rule), ...labels, ...groups].join('\n').toLowerCase();
}

/** Rules of a tile (null: of all) in which every one of the words occurs. */
export function keepWanted(listings: readonly AlertListing[], tile: Tile | null, search: string): readonly AlertListing[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return listings.filter((listing) => {
    if (tile !== null && !isIn(tile, listing)) return false;
    if (words.length === 0) return true;
    const text = textOf(listing);
    return words.every((word) => text.includes(word));
  });
}

/** The worst first, then by title. */
function inOrder(listings: readonly AlertListing[]): AlertListing[] {
  return listings.toSorted(
    (a, b) => CONDITIONS[a.condition].rank - CONDITIONS[b.condition].rank || compareNames(a.rule.title, b.rule.title),
  );
}

/** Names of the labels that rules have, in order. */
export function labelNames(listings: readonly AlertListing[]): string[] {
  return [...new Set(listings.flatMap(({ rule }) => Object.keys(rule.labels)))].toSorted(compareNames);
}

/** Rules by their state (`by` is null), the worst first; or by a label of theirs, those that lack it last. Within, the worst first. */
export function groupRules(listings: readonly AlertListing[], by: string | null): RuleGroup[] {
  const groups = new Map<string, AlertListing[]>();
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
