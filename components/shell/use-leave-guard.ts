'use client';

import { useEffect } from 'react';

/**
 * While `dirty`, asks before the tab closes, and calls `onLink` instead of following a link to another page. Other ways out (Back,
 * a shortcut) leave at once: the draft is kept in the tab.
 */
export function useLeaveGuard(dirty: boolean, onLink: (href: string) => void): void {
  useEffect(() => {
    if (!dirty) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(anchor instanceof HTMLAnchorElement) || anchor.target === '_blank' || anchor.hasAttribute('download')) return;
      const to = new URL(anchor.href);
      if (to.origin === window.location.origin && to.pathname === window.location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      onLink(anchor.href);
    };
    window.addEventListener('beforeunload', beforeUnload);
    // before React's own listener, which would follow the link
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [dirty, onLink]);
}
