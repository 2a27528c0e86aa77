/** The service map: who calls whom, read from the roll-up of calls. */
import { createAsk } from '@/lib/backends/clickhouse/ask';
import { bucketOf, currentCalls, CUT } from '@/lib/backends/clickhouse/service-map-roll-up';
import { BUCKET, DURATIONS_PER_DOUBLING } from '@/lib/backends/clickhouse/service-map-table';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { millis, nowMillis, type TimeRange } from '@/lib/base/time';
import type { CallFigures, MapEdge, MapNode, MapNodeKind, ServiceMap } from '@/lib/model/service-map';
import { printSql, sql } from '@/lib/sql/sql';

/** More calls than these make no picture; a table of them is long enough. */
const MOST_EDGES = 2_000;

/** Counts by duration: bucket i has the values up to 2^(i / DURATIONS_PER_DOUBLING) ns. */
type Durations = ReadonlyMap<number, number>;

interface Calls {
  readonly count: number;
  readonly errors: number;
  readonly durations: Durations;
}

interface CallRow extends Calls {
  readonly from: NodeName | undefined;
  readonly to: NodeName;
  readonly implied: boolean;
}

interface NodeName {
  readonly kind: MapNodeKind;
  readonly name: string;
  readonly system: string;
}

/** Two databases may share a name on different systems; of all else the name tells one from another. */
function idOf({ kind, name, system }: NodeName): string {
  return kind === 'database' ? `${kind}:${system}/${name}` : `${kind}:${name}`;
}

/**
 * Nodes and edges of the whole buckets that `range` touches. `environments`: only calls in these; none means all. `lag`: how far
 * behind the roll-up is there, in ms. Throws BackendError.
 */
export async function readServiceMap(
  transport: Transport,
  range: TimeRange,
  environments: readonly string[],
  lag: number,
  signal: AbortSignal,
): Promise<ServiceMap> {
  const covers = { from: bucketOf(range.from), to: millis(bucketOf(range.to - 1) + BUCKET) };
  const chosen = environments.length === 0 ? sql`1` : sql`Environment IN ${environments}`;
  const statement = sql`SELECT FromKind, FromName, ToKind, ToName, topKWeighted(1)(System, Calls)[1] AS system, Implied, sum(Calls) AS calls, sum(Errors), sumMap(DurationBuckets, DurationCounts)
    FROM hearth_calls WHERE ${currentCalls(covers)} AND (${chosen} OR ToKind = 'bucket')
    GROUP BY FromKind, FromName, ToKind, ToName, if(ToKind = 'queue', '', System), Implied ORDER BY FromKind = '' DESC, calls DESC LIMIT ${BigInt(MOST_EDGES + 1)}`;
  const rows = await createAsk(transport, signal)(statement);
  const markers = rows.filter(([, , toKind]) => toKind === 'bucket');
  return {
    ...assemble(
      rows
        .slice(0, MOST_EDGES)
        .filter(([, , toKind]) => toKind !== 'bucket')
        .map(readRow),
    ),
    covers: { from: covers.from, to: millis(Math.min(covers.to, Math.max(nowMillis(), range.to))) },
    executed: printSql(statement),
    partial: rows.length > MOST_EDGES || markers.some(([, , , , system]) => system === CUT),
    lagSeconds: Math.round(lag / 1_000),
  };
}

function readRow([fromKind, fromName, toKind, toName, system, implied, calls, errors, durations]: readonly unknown[]): CallRow {
  const [places, counts] = durations as readonly [readonly unknown[], readonly unknown[]];
  const of = String(system);
  return {
    from: fromKind === '' ? undefined : { kind: fromKind as MapNodeKind, name: String(fromName), system: fromKind === 'queue' ? of : '' },
    to: { kind: toKind as MapNodeKind, name: String(toName), system: toKind === 'service' ? '' : of },
    implied: Number(implied) === 1,
    count: Number(calls),
    errors: Number(errors),
    durations: new Map(places.map((place, index) => [Number(place), Number(counts[index])])),
  };
}

/** Rows of calls as a graph; the largest first. */
function assemble(rows: readonly CallRow[]): { nodes: MapNode[]; edges: MapEdge[] } {
  const key = ({ from, to }: CallRow) => (from ? `${idOf(from)} > ${idOf(to)}` : '');
  const told = new Set(rows.filter(({ implied }) => !implied).map(key));
  const calls = rows.filter((row) => row.from !== undefined && !(row.implied && told.has(key(row))));
  const nodes = new Map<string, { name: NodeName; entries: Calls[]; incoming: Calls[]; outgoing: Calls[] }>();
  const node = (name: NodeName) => {
    const id = idOf(name);
    const known = nodes.get(id) ?? { name, entries: [], incoming: [], outgoing: [] };
    if (known.name.system === '') known.name = name;
    nodes.set(id, known);
    return known;
  };
  for (const row of rows) if (!row.from && row.count > 0) node(row.to).entries.push(row);
  const edges = new Map<string, { from: string; to: string; calls: Calls[] }>();
  for (const row of calls) {
    if (!row.from) continue;
    node(row.from).outgoing.push(row);
    node(row.to).incoming.push(row);
    const edge = edges.get(key(row)) ?? { from: idOf(row.from), to: idOf(row.to), calls: [] };
    edge.calls.push(row);
    edges.set(key(row), edge);
  }
  const figuresOf = ({ name, entries, incoming, outgoing }: { name: NodeName; entries: Calls[]; incoming: Calls[]; outgoing: Calls[] }) => {
    if (name.kind === 'service') return figures(entries);
    // a queue whose producers nobody traces is known by what is taken from it
    return figures(incoming.length > 0 ? incoming : outgoing);
  };
  return {
    nodes: [...nodes].map(([id, each]) => ({ id, ...each.name, figures: figuresOf(each) })).toSorted(byCount),
    edges: [...edges.values()].map(({ from, to, calls: of }) => ({ from, to, figures: figures(of) })).toSorted(byCount),
  };
}

function byCount(a: { readonly figures: CallFigures }, b: { readonly figures: CallFigures }): number {
  return b.figures.count - a.figures.count;
}

function figures(calls: readonly Calls[]): CallFigures {
  const durations = new Map<number, number>();
  for (const call of calls) for (const [place, count] of call.durations) durations.set(place, (durations.get(place) ?? 0) + count);
  const count = calls.reduce((sum, call) => sum + call.count, 0);
  const errors = calls.reduce((sum, call) => sum + call.errors, 0);
  const places = [...durations].toSorted(([a], [b]) => a - b);
  if (places.length === 0) return { count, errors };
  return { count, errors, p50: quantile(places, 0.5), p95: quantile(places, 0.95) };
}

/** The middle (by ratio) of the bucket in which the value of that rank lies, in ns. */
function quantile(places: readonly (readonly [place: number, count: number])[], q: number): number {
  const total = places.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  const found = places.find(([, count]) => (seen += count) >= q * total);
  return 2 ** (((found ?? places[0] ?? [0])[0] - 0.5) / DURATIONS_PER_DOUBLING);
}
