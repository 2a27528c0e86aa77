import type { TimeRange } from '@/lib/base/time';
import type { Door } from '@/lib/dashboards/door';
import { printFilter } from '@/lib/query/print-filter';

/** The page that a door leads to, and its own parameters; without a `range` it shows the window that it is opened from. */
export function doorAddress(door: Door, range?: TimeRange): { readonly path: string; readonly own: Readonly<Record<string, string>> } {
  const filter = printFilter(door.where);
  const own = {
    // figures count spans wherever they stand in their trace
    ...(door.to === 'spans' ? { show: 'all' } : {}),
    ...(filter === '' ? {} : { q: filter }),
    ...(range ? { from: String(Math.floor(range.from)), to: String(Math.ceil(range.to)) } : {}),
  };
  switch (door.to) {
    case 'spans':
      return { path: '/traces', own };
    case 'logs':
      return { path: '/logs', own };
    case 'metric':
      return { path: `/metrics/${encodeURIComponent(door.metric)}`, own };
  }
}
