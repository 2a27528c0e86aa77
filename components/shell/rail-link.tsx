'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { memo, useState, type ReactNode } from 'react';
import { isWithin, type Destination } from '@/components/shell/destinations';
import { Tooltip } from '@/components/ui/tooltip';
import { useLink } from '@/lib/client/link';
import { useRefresh } from '@/lib/client/time-window';

/** One line of the navigation; the time window goes along, up to now. */
export const RailLink = memo(function RailLink({
  destination,
  folded,
  onGo,
  end,
}: {
  destination: Destination;
  folded: boolean;
  onGo?: (() => void) | undefined;
  /** After the title; in the folded rail, on the icon. */
  end?: ReactNode;
}) {
  const active = isWithin(usePathname(), destination);
  const link = useLink();
  const refresh = useRefresh();
  const { title, icon: Icon } = destination;
  // fetched when somebody is about to go there: all of them at once would stand in line before what this page asks
  const [near, setNear] = useState(false);
  const go = () => {
    refresh();
    onGo?.();
  };
  const line = (
    <Link
      href={link(destination.href)}
      prefetch={near ? null : false}
      onPointerEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
      aria-current={active ? 'page' : undefined}
      onClick={go}
      className={clsx(
        // the list that scrolls would cut a ring around it
        'relative flex h-[29px] items-center gap-2 rounded-md px-2 -outline-offset-2 hover:bg-hover hover:text-fg folded:justify-center folded:px-0',
        active ? 'bg-hover text-fg' : 'text-fg-2',
      )}
    >
      <span aria-hidden className={clsx('size-1.5 shrink-0 rounded-[2px] folded:hidden', active ? 'bg-ember' : 'bg-line-strong')} />
      <Icon size={15} aria-hidden className={clsx('hidden shrink-0 folded:block', active && 'text-ember')} />
      <span className="truncate folded:sr-only">{title}</span>
      {end}
    </Link>
  );
  if (!folded) return line;
  return (
    <Tooltip content={title} side="right">
      {line}
    </Tooltip>
  );
});
