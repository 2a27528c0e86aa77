'use client';

import { Keyboard, PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { Brand } from '@/components/shell/brand';
import { Navigation } from '@/components/shell/navigation';
import { RailFoot } from '@/components/shell/rail-foot';
import { useShellState } from '@/components/shell/shell-state';
import { ThemeMenu } from '@/components/shell/theme-menu';
import { IconButton } from '@/components/ui/icon-button';
import { useRail } from '@/lib/client/rail';

/** The navigation at the left: 208 px, or 48 px when folded to its icons. */
export function Rail() {
  const { folded, toggle } = useRail();
  const show = useShellState((state) => state.show);
  const Fold = folded ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label="Pages"
      data-part="rail"
      className="flex w-52 shrink-0 flex-col border-r border-line bg-panel px-2 py-3 max-md:hidden folded:w-12"
    >
      <div className="flex items-center gap-2 px-2 pb-3.5 folded:flex-col folded:px-0">
        <Brand />
        <span className="text-lg font-[650] tracking-[-0.01em] folded:sr-only">Hearth</span>
        <IconButton
          label="Search and commands (⌘K)"
          size="small"
          className="-my-1 -mr-1 ml-auto folded:m-0"
          onClick={() => show('commands')}
        >
          <Search size={13} aria-hidden />
        </IconButton>
      </div>
      <Navigation folded={folded} />
      <div className="folded:hidden">
        <RailFoot />
      </div>
      <div className="flex gap-0.5 px-1 folded:flex-col folded:items-center folded:px-0">
        <ThemeMenu />
        <IconButton label="Keyboard shortcuts (?)" size="small" onClick={() => show('shortcuts')}>
          <Keyboard size={14} aria-hidden />
        </IconButton>
        <IconButton
          label={folded ? 'Unfold the rail ([)' : 'Fold the rail ([)'}
          size="small"
          className="ml-auto folded:ml-0"
          onClick={toggle}
        >
          <Fold size={14} aria-hidden />
        </IconButton>
      </div>
    </nav>
  );
}
