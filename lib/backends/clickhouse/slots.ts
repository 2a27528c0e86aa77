import { BackendError } from '@/lib/model/backend';

/** Lets a few things happen at once; the next ones wait their turn, in order, and when too many wait they are turned away. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /** `size` at once, `queue` waiting. */
  constructor(
    size: number,
    private readonly queue: number,
  ) {
    this.free = size;
  }

  /** Resolves when there is room, with the function that gives the place back. Throws BackendError. */
  async take(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new BackendError('cancelled', 'The query was cancelled.');
    if (this.free > 0) this.free--;
    else await this.turn(signal);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    };
  }

  private turn(signal: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.queue) {
      throw new BackendError('timeout', 'Too many queries are waiting for the store; try again in a moment.');
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const stop = () => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(new BackendError('cancelled', 'The query was cancelled.'));
      };
      signal.addEventListener('abort', stop, { once: true });
      this.waiting.push(go);
    });
  }
}
