/**
 * Resolves when what `arrange` is given is called, or when `signal` aborts: the caller looks which. What `arrange` returns undoes
 * it, and is called in either case.
 */
export function waitFor(arrange: (wake: () => void) => () => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = () => {
      signal.removeEventListener('abort', wake);
      undo();
      resolve();
    };
    signal.addEventListener('abort', wake);
    const undo = arrange(wake);
  });
}

/** Waits so many ms, or until `signal` aborts. */
export function pause(length: number, signal: AbortSignal): Promise<void> {
  return waitFor((wake) => {
    const timer = setTimeout(wake, length);
    return () => clearTimeout(timer);
  }, signal);
}
