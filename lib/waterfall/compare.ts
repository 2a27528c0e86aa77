/** Two traces side by side: their spans matched by call path and order, and what differs. */
import { callTree, type CallTree, type TracePart } from '@/lib/waterfall/call-tree';
import type { GroupFigures } from '@/lib/waterfall/statistics';
import { NONE } from '@/lib/waterfall/tree';

/** How a path of the second trace stands to that of the first. */
export const VERDICTS = ['same', 'slower', 'faster', 'first only', 'second only'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Up to this share of the longer, two durations are taken for the same. */
export const TOLERANCE = 0.05;

export interface Comparison {
  /** Its `of` has the figures of the first trace, then of the second. */
  readonly tree: CallTree;
  /** Number into VERDICTS, by row. */
  readonly verdict: Uint8Array;
  /** Paths by verdict, in the order of VERDICTS. */
  readonly paths: readonly number[];
  /** The i-th span of a path in one trace is matched with the i-th in the other. */
  readonly matched: number;
  readonly firstOnly: number;
  readonly secondOnly: number;
  /** The longest total of a path in either trace, ns: the scale of all bars. */
  readonly longest: number;
}

/** Slower or faster by the durations of a path's spans added up. */
export function verdictOf(first: number, second: number): Verdict {
  if (Math.abs(second - first) <= TOLERANCE * Math.max(first, second)) return 'same';
  return second > first ? 'slower' : 'faster';
}

/** Compares `second` with `first`. */
export function compareTraces(first: TracePart, second: TracePart): Comparison {
  const tree = callTree([first, second]);
  const verdict = new Uint8Array(tree.rows);
  const paths = VERDICTS.map(() => 0);
  let [matched, firstOnly, secondOnly, longest] = [0, 0, 0, 0];
  const [a, b] = tree.of;
  for (let row = 0; row < tree.rows; row += 1) {
    const [totalA, totalB] = [a?.total[row] ?? 0, b?.total[row] ?? 0];
    const [countA, countB] = [a?.count[row] ?? 0, b?.count[row] ?? 0];
    const here = b?.first[row] === NONE ? 'first only' : a?.first[row] === NONE ? 'second only' : verdictOf(totalA, totalB);
    const number = VERDICTS.indexOf(here);
    verdict[row] = number;
    paths[number] = (paths[number] ?? 0) + 1;
    matched += Math.min(countA, countB);
    firstOnly += Math.max(0, countA - countB);
    secondOnly += Math.max(0, countB - countA);
    longest = Math.max(longest, totalA, totalB);
  }
  return { tree, verdict, paths, matched, firstOnly, secondOnly, longest };
}

/** The spans of a path, matched in their order: rows of the first and the second trace, NONE where one has fewer. */
export function pairsOf({ tree }: Comparison, path: number): readonly (readonly [first: number, second: number])[] {
  const [first = [], second = []] = tree.of.map(({ pathOf }) => rowsOf(pathOf, path));
  return Array.from({ length: Math.max(first.length, second.length) }, (_, at) => [first[at] ?? NONE, second[at] ?? NONE] as const);
}

function rowsOf(pathOf: Int32Array, path: number): number[] {
  const rows: number[] = [];
  for (let row = pathOf.indexOf(path); row !== NONE; row = pathOf.indexOf(path, row + 1)) rows.push(row);
  return rows;
}

/** The rows that `shown` lets through, and all above them, ascending. */
export function keptRows(tree: CallTree, shown: (row: number) => boolean): Uint8Array {
  const kept = new Uint8Array(tree.rows);
  for (let row = tree.rows - 1; row >= 0; row -= 1) {
    if (kept[row] !== 1 && !shown(row)) continue;
    kept[row] = 1;
    const above = tree.parent[row] ?? NONE;
    if (above !== NONE) kept[above] = 1;
  }
  return kept;
}

/** A group of spans as both traces have it; one of them may have none. */
export interface ComparedGroup {
  readonly service: string;
  readonly name: string;
  readonly first: GroupFigures | undefined;
  readonly second: GroupFigures | undefined;
}

/** The groups of both, those of the first trace before those that only the second has. */
export function compareStatistics(first: readonly GroupFigures[], second: readonly GroupFigures[]): ComparedGroup[] {
  const keyOf = ({ service, name }: GroupFigures): string => JSON.stringify([service, name]);
  const others = new Map(second.map((group) => [keyOf(group), group]));
  const known = new Set(first.map(keyOf));
  return [
    ...first.map((group) => ({ service: group.service, name: group.name, first: group, second: others.get(keyOf(group)) })),
    ...second
      .filter((group) => !known.has(keyOf(group)))
      .map((group) => ({ service: group.service, name: group.name, first: undefined, second: group })),
  ];
}
