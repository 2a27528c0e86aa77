import {
  Activity,
  Bell,
  Boxes,
  ChartSpline,
  Gauge,
  LayoutGrid,
  ListTree,
  Plug,
  ScrollText,
  TerminalSquare,
  type LucideIcon,
} from 'lucide-react';
import { CATALOG } from '@/lib/dashboards/catalog-list';

export interface Destination {
  readonly title: string;
  readonly href: string;
  readonly icon: LucideIcon;
  /** The letter that goes there after `g`. */
  readonly key?: string;
  /** Pages under it have lines of their own. */
  readonly alone?: boolean;
}

export interface DestinationGroup {
  readonly title?: string;
  readonly destinations: readonly Destination[];
}

/** The list of dashboards, after those that have a line of their own. */
export const ALL_DASHBOARDS: Destination = { title: 'All dashboards', href: '/dashboards', icon: LayoutGrid, key: 'b', alone: true };

/** The rail and the command menu say beside it how many rules fire. */
export const ALERTS: Destination = { title: 'Alerts', href: '/alerts', icon: Bell, key: 'a' };

/** Every page that there is, in the order of the rail. */
export const DESTINATIONS: readonly DestinationGroup[] = [
  {
    destinations: [
      { title: 'Live', href: '/live', icon: Activity, key: 'l' },
      { title: 'Traces', href: '/traces', icon: ListTree, key: 't' },
      { title: 'Logs', href: '/logs', icon: ScrollText, key: 'o' },
      { title: 'Services', href: '/services', icon: Boxes, key: 'v' },
      { title: 'Metrics', href: '/metrics', icon: ChartSpline, key: 'm' },
    ],
  },
  {
    title: 'Dashboards',
    destinations: [
      ...CATALOG.map(({ slug, title }, index) => ({
        title,
        href: `/dashboards/${slug}`,
        icon: Gauge,
        ...(index === 0 ? { key: 'd' } : {}),
      })),
      ALL_DASHBOARDS,
    ],
  },
  { title: 'Ask', destinations: [{ title: 'SQL', href: '/sql', icon: TerminalSquare, key: 's' }] },
  { title: 'Watch', destinations: [ALERTS] },
  { title: 'Set up', destinations: [{ title: 'Connect', href: '/connect', icon: Plug, key: 'c' }] },
];

/** Whether the page at `path` is `destination` or lies under it. */
export function isWithin(path: string, destination: Destination): boolean {
  if (destination.alone) return path === destination.href;
  return path === destination.href || path.startsWith(`${destination.href}/`);
}
