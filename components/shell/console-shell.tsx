'use client';

import type { ReactNode } from 'react';
import { CommandMenu } from '@/components/shell/command-menu';
import { Drawer } from '@/components/shell/drawer';
import { Rail } from '@/components/shell/rail';
import { ShellShortcuts } from '@/components/shell/shell-shortcuts';
import { ShortcutSheet } from '@/components/shell/shortcut-sheet';

/** The frame around every page. `main` fills the window; what scrolls is inside the page. */
export function ConsoleShell({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-dvh overflow-hidden">
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-ember px-3 py-1.5 text-sm font-semibold text-ember-ink focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail />
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        {children}
      </main>
      <Drawer />
      <CommandMenu />
      <ShortcutSheet />
      <ShellShortcuts />
    </div>
  );
}
