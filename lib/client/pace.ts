/** Work on the page's own thread, in pieces between which it can paint and answer keys. */

/** ms that a piece may take: half of what a frame has. */
const PIECE = 8;

interface WithScheduler {
  readonly scheduler?: { readonly yield?: () => Promise<void> };
}

/** Lets the browser do what waits; work that gave way comes before new work where the browser can tell them apart. */
function giveWay(): Promise<void> {
  const { scheduler } = globalThis as WithScheduler;
  return scheduler?.yield ? scheduler.yield() : new Promise((resolve) => setTimeout(resolve, 0));
}

/** Says when to give way, over work of many small steps. */
export class Pace {
  private began = performance.now();

  /** Gives way when the piece has lasted long enough; else comes back at once. */
  async step(): Promise<void> {
    if (performance.now() - this.began < PIECE) return;
    await giveWay();
    this.began = performance.now();
  }

  /** Runs `work` to its end, giving way between its steps. */
  async run<T>(work: Generator<undefined, T>): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      await this.step();
    }
  }
}
