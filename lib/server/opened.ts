/** What was opened and is to be closed again: the last first, since what is opened later stands on what was opened before. */

export type Close = () => Promise<void> | void;

export class Opened {
  private closers: Close[] = [];

  /** Says how to close what has just been opened. */
  add(close: Close): void {
    this.closers.push(close);
  }

  /** Closes all, one after the other; what was closed by an earlier call stays closed. What cannot be closed keeps nothing else open: then it rejects at the end, with the first failure. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.closers.splice(0).reverse()) {
      try {
        await close();
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
