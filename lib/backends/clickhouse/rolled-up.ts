/** What every dialect over rows that stand for many records has in common. */
import { functions } from '@/lib/backends/clickhouse/dialect';
import { assert } from '@/lib/base/assert';
import type { Dialect } from '@/lib/sql/dialect';

/** What only the records have is never asked of what stands for them. */
export function notHere(what: string): never {
  return assert(false, `what stands for many records has ${what}`) as never;
}

/** How filters are written, and what is not there. */
export const ROLLED_UP = {
  rolledUp: true,
  contains: functions.contains,
  matches: functions.matches,
  isTrue: functions.isTrue,
  listHas: functions.listHas,
  searched: () => notHere('text'),
  row: () => notHere('rows'),
  rowKeys: () => notHere('rows'),
  last: () => notHere('the newest value'),
} satisfies Partial<Dialect>;
