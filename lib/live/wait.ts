/** Resolves when what `arrange` is given is called, or when `signal` aborts: the caller looks which. */
export function waitFor(arrange: (wake: () => void) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = () => {
      signal.removeEventListener('abort', wake);
      resolve();
    };
    signal.addEventListener('abort', wake, { once: true });
    arrange(wake);
  });
}
