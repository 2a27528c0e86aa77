import type { Filter } from '@/lib/model/filter';

/** All of `filters` at once; undefined ones are left out, and nothing at all means no condition. */
export function allOf(...filters: (Filter | undefined)[]): Filter | undefined {
  const given = filters.filter((filter) => filter !== undefined);
  return given.length > 1 ? { op: 'and', of: given } : given[0];
}
