'use client';

import { Keyboard, Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Brand } from '@/components/shell/brand';
import { Navigation } from '@/components/shell/navigation';
import { RailFoot } from '@/components/shell/rail-foot';
import { useShellState } from '@/components/shell/shell-state';
import { ThemeMenu } from '@/components/shell/theme-menu';
import { focusBox, useFocusReturn } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';

/** The navigation on a narrow screen: slides over the page, and leaves when a page is chosen. */
export function Drawer() {
  const { overlay, show } = useShellState();
  const focus = useFocusReturn(focusBox);
  return (
    <Dialog.Root open={overlay === 'navigation'} onOpenChange={(open) => show(open ? 'navigation' : undefined)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          aria-describedby={undefined}
          {...focus}
          className="fixed inset-y-0 left-0 z-50 flex w-64 max-w-[85vw] flex-col border-r border-line bg-panel px-2 py-3 outline-none"
        >
          <div className="flex items-center gap-2 px-2 pb-3">
            <Brand />
            <Dialog.Title className="text-lg font-[650] tracking-[-0.01em]">Hearth</Dialog.Title>
          </div>
          <nav aria-label="Pages" className="flex min-h-0 flex-1 flex-col">
            <Navigation folded={false} onGo={() => show(undefined)} />
          </nav>
          <RailFoot />
          <div className="flex gap-0.5 px-1">
            <ThemeMenu />
            <IconButton label="Search and commands" size="small" onClick={() => show('commands')}>
              <Search size={14} aria-hidden />
            </IconButton>
            <IconButton label="Keyboard shortcuts" size="small" onClick={() => show('shortcuts')}>
              <Keyboard size={14} aria-hidden />
            </IconButton>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
