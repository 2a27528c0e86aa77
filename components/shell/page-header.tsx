'use client';

import { Menu } from 'lucide-react';
import type { ReactNode } from 'react';
import { RefreshControl } from '@/components/shell/refresh-control';
import { ShareButton } from '@/components/shell/share-button';
import { useShellState } from '@/components/shell/shell-state';
import { TimePicker } from '@/components/shell/time-picker';
import { IconButton } from '@/components/ui/icon-button';

/** The one header line of a page, 48 px: title and what belongs to it at the left, `children` and the asked-for controls at the right. */
export function PageHeader({
  title,
  before,
  note,
  time = false,
  share = false,
  children,
}: {
  title: string;
  /** Before the title: the way up. */
  before?: ReactNode;
  /** Beside the title: a pill, an id, one faint word. */
  note?: ReactNode;
  /** Shows the time picker and the refresh control. */
  time?: boolean;
  /** Shows the button that copies a link to this very view. */
  share?: boolean;
  children?: ReactNode;
}) {
  const show = useShellState((state) => state.show);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-4 max-md:px-2">
      <IconButton label="Pages" className="md:hidden" onClick={() => show('navigation')}>
        <Menu size={16} aria-hidden />
      </IconButton>
      {before}
      <h1 className="min-w-0 truncate text-lg font-semibold tracking-[-0.01em]">{title}</h1>
      {note !== undefined && <div className="flex min-w-0 items-center gap-2 text-sm text-fg-3">{note}</div>}
      <div className="ml-auto flex shrink-0 items-center gap-2 max-md:gap-1">
        {children}
        {time && <TimePicker />}
        {time && <RefreshControl />}
        {share && <ShareButton timed={time} />}
      </div>
    </header>
  );
}
