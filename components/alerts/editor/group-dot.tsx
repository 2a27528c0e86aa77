import { groupText } from '@/lib/alerts/message';
import { paletteColour } from '@/lib/base/palette';
import type { AlertLabels } from '@/lib/model/alert-state';

/** A group by name, with the colour that its service, or else its name, has on charts. */
export function GroupDot({ labels }: { labels: AlertLabels }) {
  const name = groupText(labels);
  if (name === '') return <span>all of it</span>;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: paletteColour(labels['service.name'] ?? name) }} />
      <span className="truncate">{name}</span>
    </span>
  );
}
