'use client';

import { useShellState } from '@/components/shell/shell-state';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { useShortcutList, type Shortcut } from '@/lib/client/shortcuts';

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  ' ': 'Space',
};

/** The keys of a shortcut as they are printed on a keyboard. */
function caps(keys: string): string[] {
  return keys.split(' ').flatMap((key) => {
    if (key.startsWith('mod+shift+')) return ['⌘/Ctrl', '⇧', key.slice(10).toUpperCase()];
    if (key.startsWith('mod+')) return ['⌘/Ctrl', key.slice(4).toUpperCase()];
    return [NAMES[key] ?? key];
  });
}

/** What the keyboard does on this page: everything that is registered now, by group. */
export function ShortcutSheet() {
  const { overlay, show } = useShellState();
  const shortcuts = useShortcutList((state) => state.shortcuts);
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))];
  return (
    <Dialog
      title="Keyboard shortcuts"
      size="wide"
      open={overlay === 'shortcuts'}
      onOpenChange={(open) => show(open ? 'shortcuts' : undefined)}
    >
      <div className="gap-x-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-[550] text-fg-3">{group}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <Line key={shortcut.keys} shortcut={shortcut} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Line({ shortcut }: { shortcut: Shortcut }) {
  return (
    <div className="flex h-7 items-center gap-3 border-b border-line/60 text-sm">
      <dt className="min-w-0 flex-1 truncate text-fg-2">{shortcut.label}</dt>
      <dd className="flex gap-1">
        {caps(shortcut.keys).map((cap, index) => (
          <Kbd key={index}>{cap}</Kbd>
        ))}
      </dd>
    </div>
  );
}
