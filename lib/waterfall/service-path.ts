/** The map of one trace: which services it went through, and what they called that sends no spans itself. */
import type { MapEdge, MapNode, MapNodeKind } from '@/lib/model/service-map';
import { NONE, type Trace } from '@/lib/waterfall/tree';

/** What a span calls, as its attributes say: anything but a service. */
export interface CallTarget {
  readonly kind: Exclude<MapNodeKind, 'service'>;
  readonly name: string;
  /** E.g. `postgresql`; '' for a host. */
  readonly system: string;
}

export interface ServicePath {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

interface Sum {
  count: number;
  errors: number;
  time: number;
}

/**
 * A service's figures: the spans by which it was entered, and its self time; a call's and an outside node's: the calling spans, or
 * those that a service was entered by, and their durations (ns). `targets` by span id. Rules as on the map of all traces: a call
 * that a traced service answered is a call to that service; a queue stands between who sends and who takes, under the sender's
 * name for it; a host that a call to a language model goes through is no host of its own.
 */
export function servicePath(
  { columns, tree }: Trace,
  self: Float64Array,
  openEnd: number,
  targets: ReadonlyMap<string, CallTarget>,
): ServicePath {
  const nodes = new Map<string, Omit<MapNode, 'figures'> & { figures: Sum }>();
  const edges = new Map<string, { from: string; to: string; figures: Sum }>();
  const targetOf = (span: number): CallTarget | undefined => (span === NONE ? undefined : targets.get(columns.spanIdOf(span)));
  const node = (kind: MapNodeKind, name: string, system: string) => {
    const id = kind === 'database' ? `${kind}:${system}/${name}` : `${kind}:${name}`;
    const known = nodes.get(id) ?? { id, kind, name, system, figures: { count: 0, errors: 0, time: 0 } };
    nodes.set(id, known);
    return known;
  };
  const outside = ({ kind, name, system }: CallTarget) => node(kind, name, system);
  const called = (from: string, to: string, figures: Sum) => {
    const key = JSON.stringify([from, to]);
    const known = edges.get(key) ?? { from, to, figures: { count: 0, errors: 0, time: 0 } };
    edges.set(key, known);
    add(known.figures, figures);
  };
  const parentOf = (row: number): number => {
    const above = tree.parent[row] ?? NONE;
    return above === NONE ? NONE : (tree.span[above] ?? NONE);
  };
  const entered = (row: number, span: number, parent: number): boolean =>
    parent === NONE || columns.service[parent] !== columns.service[span] || columns.kindOf(span) === 'Consumer';
  // what is taken from queues that the sender did not name
  const implied: { caller: string | undefined; queue: ReturnType<typeof node>; call: Sum }[] = [];
  // what a traced service has answered
  const answered = new Uint8Array(columns.count);
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    const parent = parentOf(row);
    if (span !== NONE && parent !== NONE && entered(row, span, parent)) answered[parent] = 1;
  }
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    if (span === NONE) continue;
    const parent = parentOf(row);
    const service = node('service', columns.serviceOf(span), '');
    service.figures.time += self[row] ?? 0;
    const call = { count: 1, errors: columns.isError(span) ? 1 : 0, time: columns.endOf(span, openEnd) - columns.startOf(span) };
    const target = targetOf(span);
    const takes = columns.kindOf(span) === 'Consumer';
    if (entered(row, span, parent)) {
      add(service.figures, { ...call, time: 0 });
      const sent = targetOf(parent)?.kind === 'queue' && columns.kindOf(parent) !== 'Consumer' ? targetOf(parent) : undefined;
      const queue = takes ? (sent ?? (target?.kind === 'queue' ? target : undefined)) : undefined;
      const caller = parent === NONE ? undefined : node('service', columns.serviceOf(parent), '').id;
      if (queue) {
        called(outside(queue).id, service.id, call);
        if (!sent) implied.push({ caller, queue: outside(queue), call });
      } else if (caller !== undefined && caller !== service.id) called(caller, service.id, call);
    }
    if (!target || takes || (answered[span] === 1 && target.kind !== 'queue')) continue;
    if (target.kind === 'host' && targetOf(parent)?.kind === 'llm') continue;
    add(outside(target).figures, call);
    called(service.id, outside(target).id, call);
  }
  // where the sender has told of the queue elsewhere, it is not counted again
  const told = new Set(edges.keys());
  const toldQueues = new Set([...edges.values()].map(({ to }) => to));
  for (const { caller, queue, call } of implied) {
    if (caller !== undefined && !told.has(JSON.stringify([caller, queue.id]))) called(caller, queue.id, call);
    if (!toldQueues.has(queue.id)) add(queue.figures, call);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function add(to: Sum, figures: Sum): void {
  to.count += figures.count;
  to.errors += figures.errors;
  to.time += figures.time;
}
