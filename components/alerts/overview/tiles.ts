/** The states that the overview counts rules by, as tiles that filter it. */
import type { AlertSummary, RuleCondition } from '@/lib/model/alert-api';
import type { Tone } from '@/components/ui/pill';

export const TILES = ['firing', 'error', 'flapping', 'noData', 'pending', 'silenced', 'paused', 'new', 'ok'] as const;
export type Tile = (typeof TILES)[number];

/** A tile's word and its tone; `always`: it stands there also while no rule is like that. */
export const TILE_LOOKS: Readonly<Record<Tile, { readonly title: string; readonly tone: Tone; readonly always: boolean }>> = {
  firing: { title: 'Firing', tone: 'error', always: true },
  flapping: { title: 'Flapping', tone: 'warn', always: true },
  pending: { title: 'Pending', tone: 'warn', always: false },
  noData: { title: 'No data', tone: 'run', always: true },
  error: { title: 'Query failed', tone: 'error', always: false },
  silenced: { title: 'Silenced', tone: 'neutral', always: true },
  paused: { title: 'Paused', tone: 'neutral', always: false },
  new: { title: 'Not run yet', tone: 'neutral', always: false },
  ok: { title: 'Ok', tone: 'ok', always: true },
};

/** The tile of a rule's state. */
export function tileOf(condition: RuleCondition): Exclude<Tile, 'flapping'> {
  return condition === 'critical' || condition === 'warn' ? 'firing' : condition;
}

/** A rule's state in a word, how it looks, and its place: the worst first. */
export const CONDITIONS: Readonly<Record<RuleCondition, { readonly word: string; readonly tone: Tone; readonly rank: number }>> = {
  critical: { word: 'critical', tone: 'error', rank: 0 },
  warn: { word: 'warning', tone: 'warn', rank: 1 },
  error: { word: 'query failed', tone: 'error', rank: 2 },
  noData: { word: 'no data', tone: 'run', rank: 3 },
  pending: { word: 'pending', tone: 'warn', rank: 4 },
  silenced: { word: 'silenced', tone: 'neutral', rank: 5 },
  new: { word: 'not run yet', tone: 'neutral', rank: 6 },
  ok: { word: 'ok', tone: 'ok', rank: 7 },
  paused: { word: 'paused', tone: 'neutral', rank: 8 },
};

/** Whether a rule belongs to a tile. A flapping one belongs to that of its state, too; the other tiles share no rule. */
export function isIn(tile: Tile, { condition, flapping }: Pick<AlertSummary, 'condition' | 'flapping'>): boolean {
  return tile === 'flapping' ? flapping : tileOf(condition) === tile;
}

/** How many rules each tile has. */
export function countTiles(listings: readonly AlertSummary[]): Readonly<Record<Tile, number>> {
  const count = (tile: Tile) => listings.filter((listing) => isIn(tile, listing)).length;
  return Object.fromEntries(TILES.map((tile) => [tile, count(tile)])) as Record<Tile, number>;
}
