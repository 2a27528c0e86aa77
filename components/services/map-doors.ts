/** Every call is a door: the filter of the spans behind a node or an edge of the map. */
import { present } from '@/lib/base/assert';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import { attribute, record, type RecordField } from '@/lib/model/record-field';
import type { MapNode } from '@/lib/model/service-map';

const is = (name: RecordField, value: string | boolean): Filter => ({ op: 'eq', field: record(name), value });
const some = (of: Filter[]): Filter => (of.length === 1 ? present(of[0], 'a single condition') : { op: 'or', of });
const SENDING: Filter = { op: 'in', field: record('kind'), values: ['Client', 'Producer'] };

/** What must all hold, as one flat list: the way that a person would write it. */
const parts = (filter: Filter): Filter[] => (filter.op === 'and' ? filter.of : [filter]);

/** Spans that call `node`, whoever makes them; of a service, the spans that serve. */
export function nodeFilter(node: MapNode, members: readonly MapNode[] = []): Filter {
  if (members.length > 0) return some(members.map((member) => nodeFilter(member)));
  const { kind, name, system } = node;
  switch (kind) {
    case 'service':
      return { op: 'and', of: [is('service', name), is('entry', true)] };
    case 'database':
      return present(allOf(is('dbSystem', system), name === system ? undefined : databaseNamed(name)), 'a condition');
    case 'llm':
      return system === '' ? is('model', name) : is('modelProvider', name);
    case 'queue':
      return some([destination(name), is('messagingSystem', name)]);
    case 'host':
      return { op: 'and', of: [is('peer', name), is('kind', 'Client')] };
  }
}

function databaseNamed(name: string): Filter {
  const keys = ['db.namespace', 'db.name'].map((key): Filter => ({ op: 'eq', field: attribute(key), value: name }));
  return some([...keys, is('peer', name)]);
}

/** `events:*` stands for every channel that begins so. */
function destination(name: string): Filter {
  if (!name.includes('*')) return is('messagingDestination', name);
  const pattern = name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^:/]*');
  return { op: 'matches', field: record('messagingDestination'), value: `^${pattern}$` };
}

/**
 * Spans behind the calls from `from` to `to`. Between two services those are all that the callee served: a span says what it
 * belongs to, not whose call it answers. At a queue those that send or take, whichever tell of it.
 */
export function edgeFilter(from: MapNode, to: MapNode, members: readonly MapNode[] = []): Filter {
  if (to.kind === 'service') {
    if (from.kind !== 'queue') return nodeFilter(to);
    return { op: 'and', of: [is('service', to.name), is('kind', 'Consumer'), nodeFilter(from)] };
  }
  if (to.kind === 'queue') {
    const sends: Filter = { op: 'and', of: [is('service', from.name), SENDING] };
    return { op: 'and', of: [nodeFilter(to, members), some([sends, is('kind', 'Consumer')])] };
  }
  return { op: 'and', of: [is('service', from.name), ...parts(nodeFilter(to, members))] };
}

/** The same, only those that failed. */
export function failed(filter: Filter): Filter {
  return { op: 'and', of: [...parts(filter), is('error', true)] };
}
