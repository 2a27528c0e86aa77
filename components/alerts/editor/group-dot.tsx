import { groupText } from '@/lib/alerts/group-text';
import type { AlertLabels } from '@/lib/model/alert-state';

/** A group by name, with the colour of its line on the chart where it has one. */
export function GroupDot({ labels, colour }: { labels: AlertLabels; colour: string | undefined }) {
  const name = groupText(labels);
  if (name === '') return <span>all of it</span>;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5 align-middle">
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: colour ?? 'var(--line-strong)' }} />
      <span className="truncate">{name}</span>
    </span>
  );
}
