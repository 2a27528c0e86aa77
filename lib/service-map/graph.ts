/** A service map as it is drawn: too many of one kind folded into one node, and what belongs to what. */
import { present } from '@/lib/base/assert';
import type { CallFigures, MapEdge, MapNode, MapNodeKind, ServiceMap } from '@/lib/model/service-map';

/** Nodes of one kind that are drawn by themselves; services are never folded. */
const MOST_OF_A_KIND = 8;

export interface GraphNode extends MapNode {
  /** The nodes that this one stands for, the busiest first; empty for one that stands for itself. */
  readonly members: readonly MapNode[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly MapEdge[];
}

export const KIND_NAMES: Readonly<Record<MapNodeKind, readonly [one: string, many: string]>> = {
  service: ['service', 'services'],
  database: ['database', 'databases'],
  queue: ['queue', 'queues'],
  llm: ['LLM provider', 'LLM providers'],
  host: ['host', 'hosts'],
};

/**
 * The graph of `map`: of each kind but services the busiest few, the others as one node such as "14 more hosts". The edges of
 * folded nodes are added up; percentiles cannot be, so those have none.
 */
export function graphOf({ nodes, edges }: Pick<ServiceMap, 'nodes' | 'edges'>): Graph {
  const place = new Map<string, GraphNode>();
  const kept: GraphNode[] = [];
  for (const kind of Object.keys(KIND_NAMES) as MapNodeKind[]) {
    const busiest = nodes.filter((node) => node.kind === kind).toSorted(byCount);
    // one more by itself takes no more room than a node for one
    const fits = kind === 'service' || busiest.length <= MOST_OF_A_KIND + 1;
    const alone = fits ? busiest : busiest.slice(0, MOST_OF_A_KIND);
    const members = busiest.slice(alone.length);
    const drawn: GraphNode[] = alone.map((node) => ({ ...node, members: [] }));
    if (members.length > 0) {
      const name = `${members.length} more ${KIND_NAMES[kind][1]}`;
      drawn.push({ id: `more:${kind}`, kind, name, system: '', figures: sum(members), members });
    }
    for (const node of drawn) for (const { id } of [node, ...node.members]) place.set(id, node);
    kept.push(...drawn);
  }
  const merged = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    const key = JSON.stringify([idIn(place, edge.from), idIn(place, edge.to)]);
    merged.set(key, [...(merged.get(key) ?? []), edge]);
  }
  return {
    nodes: kept,
    edges: [...merged.values()].map((parts) => {
      const [first] = parts;
      const edge = present(first, 'an edge for each pair');
      return { from: idIn(place, edge.from), to: idIn(place, edge.to), figures: parts.length === 1 ? edge.figures : sum(parts) };
    }),
  };
}

function idIn(place: ReadonlyMap<string, GraphNode>, id: string): string {
  return present(place.get(id), `the node ${id} of an edge`).id;
}

function byCount(a: MapNode, b: MapNode): number {
  return b.figures.count - a.figures.count || a.id.localeCompare(b.id, 'en');
}

function sum(parts: readonly { readonly figures: CallFigures }[]): CallFigures {
  const timed = parts.some(({ figures }) => figures.time !== undefined);
  return {
    count: parts.reduce((total, { figures }) => total + figures.count, 0),
    errors: parts.reduce((total, { figures }) => total + figures.errors, 0),
    ...(timed ? { time: parts.reduce((total, { figures }) => total + (figures.time ?? 0), 0) } : {}),
  };
}

/** The ids of `id` itself and of all that it calls or is called by. */
export function neighbourhood({ edges }: Graph, id: string): ReadonlySet<string> {
  const touching = edges.filter(({ from, to }) => from === id || to === id);
  return new Set([id, ...touching.flatMap(({ from, to }) => [from, to])]);
}

/** The ids of the nodes whose name, system or folded members' names have `text` in them; case is ignored. */
export function matching({ nodes }: Graph, text: string): ReadonlySet<string> {
  const wanted = text.trim().toLowerCase();
  const has = ({ name, system }: MapNode) => `${name} ${system}`.toLowerCase().includes(wanted);
  return new Set(nodes.filter((node) => has(node) || node.members.some(has)).map(({ id }) => id));
}

/** Calls per second over `covers`, and the share of them that failed (0 for none). */
export function rates({ count, errors }: CallFigures, covers: ServiceMap['covers']): { perSecond: number; errorShare: number } {
  return { perSecond: count / Math.max(1, (covers.to - covers.from) / 1_000), errorShare: count === 0 ? 0 : errors / count };
}
