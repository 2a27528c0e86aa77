import { Boxes, Database, Globe, Inbox, Sparkles, type LucideIcon, type LucideProps } from 'lucide-react';
import type { MapNodeKind } from '@/lib/model/service-map';

const ICONS: Readonly<Record<MapNodeKind, LucideIcon>> = { service: Boxes, database: Database, queue: Inbox, llm: Sparkles, host: Globe };

/** The icon of what a node of the map is. */
export function KindIcon({ kind, ...rest }: { kind: MapNodeKind } & LucideProps) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden {...rest} />;
}
