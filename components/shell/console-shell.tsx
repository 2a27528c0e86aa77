'use client';

import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Drawer } from '@/components/shell/drawer';
import { OverlayComing } from '@/components/shell/overlay-coming';
import { Rail } from '@/components/shell/rail';
import { ShellShortcuts } from '@/components/shell/shell-shortcuts';
import { useShellState } from '@/components/shell/shell-state';
import { useKiosk } from '@/lib/client/switch';

// loaded when first asked for: most views of a page never open them
const Overlays = lazy(() => import('@/components/shell/overlays').then((module) => ({ default: module.Overlays })));

/** The frame around every page. `main` fills the window; what scrolls is inside the page. */
export function ConsoleShell({ children }: { children: ReactNode }) {
  const [kiosk] = useKiosk();
  return (
    <div className="flex h-dvh overflow-hidden">
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-ember px-3 py-1.5 text-sm font-semibold text-ember-ink focus:translate-y-0"
      >
        Skip to the page
      </a>
      {!kiosk && <Rail />}
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        {children}
      </main>
      <Drawer />
      <AskedOverlays />
      <ShellShortcuts />
    </div>
  );
}

/** The overlays, from the first time that one is asked for; they stay, so that closing can be animated and focus goes back. */
function AskedOverlays() {
  const { overlay } = useShellState();
  const [asked, setAsked] = useState(false);
  if (overlay !== undefined && !asked) setAsked(true);
  return (
    asked && (
      <Suspense fallback={overlay !== undefined && <OverlayComing />}>
        <Overlays />
      </Suspense>
    )
  );
}
