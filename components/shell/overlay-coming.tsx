'use client';

import { useEffect } from 'react';
import { useShellState } from '@/components/shell/shell-state';

/** Stands in for an overlay whose code is still on its way: what is typed is meant for it, and is no shortcut of the page. Draws nothing. */
export function OverlayComing() {
  const { show, type } = useShellState();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape') show(undefined);
      else if (event.key.length === 1) type((before) => before + event.key);
      else if (event.key === 'Backspace') type((before) => before.slice(0, -1));
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [show, type]);
  return null;
}
