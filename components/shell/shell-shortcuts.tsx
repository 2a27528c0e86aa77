'use client';

import { useRouter } from 'next/navigation';
import { DESTINATIONS } from '@/components/shell/destinations';
import { useShellState } from '@/components/shell/shell-state';
import { useLink } from '@/lib/client/link';
import { useRail } from '@/lib/client/rail';
import { useShortcutListener, useShortcuts, type Shortcut } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';

/** The shortcuts that work on every page, and the listener for all of them. Draws nothing. */
export function ShellShortcuts() {
  useShortcutListener();
  const { overlay, show } = useShellState();
  const { refresh, unzoom } = useTimeWindow();
  const { toggle } = useRail();
  const router = useRouter();
  const link = useLink();
  const go = (href: string) => {
    refresh();
    router.push(link(href));
  };
  const moves = DESTINATIONS.flatMap((group) => group.destinations).flatMap<Shortcut>((destination) =>
    destination.key === undefined
      ? []
      : [{ keys: `g ${destination.key}`, label: `Go to ${destination.title}`, group: 'Move', run: () => go(destination.href) }],
  );
  useShortcuts([
    { keys: 'mod+k', label: 'Search and commands', group: 'Everywhere', run: () => show(overlay === 'commands' ? undefined : 'commands') },
    { keys: '?', label: 'This sheet', group: 'Everywhere', run: () => show('shortcuts') },
    { keys: '[', label: 'Fold or unfold the rail', group: 'Everywhere', run: toggle },
    { keys: 'r', label: 'Refresh', group: 'Time', run: refresh },
    { keys: '-', label: 'Zoom out', group: 'Time', run: unzoom },
    ...moves,
  ]);
  return null;
}
