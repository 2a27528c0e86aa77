'use client';

import { CommandMenu } from '@/components/shell/command-menu';
import { ShortcutSheet } from '@/components/shell/shortcut-sheet';

/** What opens over a page when it is asked for. */
export function Overlays() {
  return (
    <>
      <CommandMenu />
      <ShortcutSheet />
    </>
  );
}
