/** Whether anyone can see the page: a tab in the background, or a window that is covered, is hidden. */

/** Resolves when the page is seen, or when `signal` aborts. */
export function untilSeen(signal: AbortSignal): Promise<void> {
  return untilVisibility('visible', signal);
}

/** Resolves when the page is hidden, or when `signal` aborts. */
export function untilHidden(signal: AbortSignal): Promise<void> {
  return untilVisibility('hidden', signal);
}

function untilVisibility(wanted: DocumentVisibilityState, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== wanted && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });
}
