/** Where the nodes and edges of a service map are drawn: layers from the left, callers before what they call. */
import { Graph as Dagre, layout as arrange } from '@dagrejs/dagre';
import type { Graph } from '@/lib/service-map/graph';

/** Of a node, in px. */
export const NODE_WIDTH = 184;
export const NODE_HEIGHT = 40;

const GAP = { nodesep: 18, edgesep: 10, ranksep: 88, marginx: 16, marginy: 16 };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  /** The upper left corner of each node, by id. */
  readonly nodes: ReadonlyMap<string, Point>;
  /** The line of each edge, from the caller's right side to the callee's left one where the layers allow it. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly points: readonly Point[] }[];
}

/** Lays `graph` out. The same graph gets the same picture, in whatever order its nodes and edges come. */
export function layoutOf({ nodes, edges }: Graph): Placed {
  const dagre = new Dagre();
  dagre.setGraph({ rankdir: 'LR', ...GAP });
  dagre.setDefaultEdgeLabel(() => ({}));
  const ids = nodes.map(({ id }) => id).toSorted();
  for (const id of ids) dagre.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  const ordered = edges.filter(({ from, to }) => from !== to).toSorted((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
  for (const { from, to } of ordered) dagre.setEdge(from, to, {});
  arrange(dagre);
  const size = dagre.graph() as { readonly width: number; readonly height: number };
  return {
    width: finite(size.width),
    height: finite(size.height),
    nodes: new Map(
      ids.map((id) => {
        const { x, y } = dagre.node(id) as Point;
        return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
      }),
    ),
    edges: ordered.map(({ from, to }) => {
      const { points } = dagre.edge(from, to) as { readonly points: readonly Point[] };
      return { from, to, points: fromSideToSide(points, dagre.node(from) as Point, dagre.node(to) as Point) };
    }),
  };
}

/** The line begins and ends in the middle of a side, where the callee lies to the right; a call back goes as it was laid. */
function fromSideToSide(points: readonly Point[], from: Point, to: Point): readonly Point[] {
  if (from.x + NODE_WIDTH > to.x) return points;
  return [{ x: from.x + NODE_WIDTH / 2, y: from.y }, ...points.slice(1, -1), { x: to.x - NODE_WIDTH / 2, y: to.y }];
}

/** By code units: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An empty graph has the width −∞. */
function finite(length: number): number {
  return Number.isFinite(length) ? length : 0;
}

/** A smooth line through `points` for an SVG path: straight at its ends, bent in between. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${at(first)}`;
  let before = first;
  for (const point of rest) {
    const middle = (before.x + point.x) / 2;
    path += `C${at({ x: middle, y: before.y })} ${at({ x: middle, y: point.y })} ${at(point)}`;
    before = point;
  }
  return path;
}

function at({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
