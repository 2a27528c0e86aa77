'use client';

import { useCallback, useEffect, useState } from 'react';
import { useShortcuts } from '@/lib/client/shortcuts';

/** Where Space has a meaning of its own. */
const TAKES_SPACE =
  'button, a, input, textarea, select, summary, [role="button"], [role="menu"], [role="dialog"], [role="option"], [role="tab"]';

/** Whether a person has stopped the list, and how to stop it and go on; `p` and Space do it, too. */
export function usePause(): readonly [boolean, () => void] {
  const [paused, setPaused] = useState(false);
  const toggle = useCallback(() => setPaused((before) => !before), []);
  useShortcuts([{ keys: 'p', label: 'Pause, or go on (also Space)', group: 'Live', run: toggle }]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const busy = event.target instanceof Element && event.target.closest(TAKES_SPACE) !== null;
      if (event.key !== ' ' || busy || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [toggle]);
  return [paused, toggle];
}
