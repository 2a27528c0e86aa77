/** A flame graph as it is drawn: its frames, and what there is to say of each. */
import { callTree } from '@/lib/waterfall/call-tree';
import type { ShownTrace } from '@/components/traces/shown-trace';
import { pathFrames, timeFrames, type Frames } from '@/lib/waterfall/flame';
import type { ShownTree } from '@/lib/waterfall/hidden';
import { NONE } from '@/lib/waterfall/tree';

export const FLAME_ORDERS = ['path', 'time'] as const;
/** By call path, or by time. */
export type FlameOrder = (typeof FLAME_ORDERS)[number];

/** What a frame stands for; times in ns. */
export interface FrameFacts {
  readonly service: string;
  readonly label: string;
  readonly count: number;
  readonly errors: number;
  readonly total: number;
  readonly self: number;
}

export interface FlameGraph {
  readonly frames: Frames;
  /** Sizes of the subtrees of the rows that the frames stand for. */
  readonly size: Int32Array;
  facts(frame: number): FrameFacts;
  /** 1 for a frame that the search found; undefined where nothing is searched for. */
  readonly found: Uint8Array | undefined;
  /** The frame of a row of the trace, or NONE. */
  frameOf(row: number): number;
  /** The first row of the trace that a frame stands for. */
  rowOf(frame: number): number;
}

interface Shown extends Pick<ShownTrace, 'trace' | 'self' | 'extent' | 'search' | 'matches'> {
  /** The tree without hidden services, which have no frames. */
  readonly shown: ShownTree;
}

/** One frame for each call path. */
export function pathGraph({ trace: { columns }, shown, self, extent, search, matches }: Shown): FlameGraph {
  const tree = callTree([{ trace: { columns, tree: shown }, self, openEnd: extent.openEnd }]);
  const [figures] = tree.of;
  const frames = pathFrames(tree);
  const frameOf = (row: number): number => frames.frameOf[figures?.pathOf[row] ?? NONE] ?? NONE;
  return {
    ...{ frames, size: tree.size, frameOf, found: foundIn(frames, search, matches, frameOf) },
    facts: (frame) => {
      const row = frames.row[frame] ?? 0;
      return {
        service: tree.service[row] ?? '',
        label: tree.name[row] || 'a parent that has not come',
        count: figures?.count[row] ?? 0,
        errors: figures?.errors[row] ?? 0,
        total: figures?.total[row] ?? 0,
        self: figures?.self[row] ?? 0,
      };
    },
    rowOf: (frame) => figures?.first[frames.row[frame] ?? NONE] ?? NONE,
  };
}

/** One frame for each span. */
export function timeGraph({ trace: { columns }, shown: tree, self, extent, search, matches }: Shown): FlameGraph {
  const frames = timeFrames({ columns, tree }, extent.openEnd);
  const frameOf = (row: number): number => frames.frameOf[row] ?? NONE;
  return {
    ...{ frames, size: tree.size, frameOf, found: foundIn(frames, search, matches, frameOf) },
    facts: (frame) => {
      const row = frames.row[frame] ?? 0;
      const span = tree.span[row] ?? 0;
      return {
        service: columns.serviceOf(span),
        label: columns.labelOf(span),
        count: 1,
        errors: columns.isError(span) ? 1 : 0,
        total: columns.endOf(span, extent.openEnd) - columns.startOf(span),
        self: self[row] ?? 0,
      };
    },
    rowOf: (frame) => frames.row[frame] ?? NONE,
  };
}

function foundIn({ count }: Frames, search: string, matches: Int32Array, frameOf: (row: number) => number): Uint8Array | undefined {
  if (search.trim() === '') return undefined;
  const found = new Uint8Array(count);
  for (const row of matches) {
    const frame = frameOf(row);
    if (frame !== NONE) found[frame] = 1;
  }
  return found;
}
