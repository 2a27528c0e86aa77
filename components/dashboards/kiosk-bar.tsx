'use client';

import { X } from 'lucide-react';
import { MINUTE } from '@/lib/base/time';
import { useAutoRefresh } from '@/lib/client/auto-refresh';
import { useKiosk } from '@/lib/client/switch';
import { useTimeWindow } from '@/lib/client/time-window';
import { nameWindow } from '@/lib/client/window-name';
import { IconButton } from '@/components/ui/icon-button';

/** How often a kiosk asks anew where its address does not say. */
const EVERY = MINUTE / 2;

/** The line above a dashboard that nobody sits at: what it shows, and of when. It refreshes the page by itself. */
export function KioskBar({ title, tenant }: { title: string; tenant: string | undefined }) {
  const { window, zone, refresh, refreshEvery } = useTimeWindow();
  const [, setKiosk] = useKiosk();
  useAutoRefresh(refreshEvery ?? (EVERY as typeof MINUTE), refresh);
  return (
    <header className="group/kiosk flex h-8 shrink-0 items-center gap-2 px-4 max-md:px-2">
      <h1 className="truncate text-sm font-semibold">{title}</h1>
      {tenant !== undefined && <span className="text-sm text-fg-2">for {tenant}</span>}
      <span className="text-sm text-fg-3">{nameWindow(window, zone)}</span>
      <IconButton
        label="Leave the kiosk (Esc)"
        size="small"
        onClick={() => setKiosk(false)}
        className="ml-auto opacity-0 group-hover/kiosk:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
      >
        <X size={14} aria-hidden />
      </IconButton>
    </header>
  );
}
