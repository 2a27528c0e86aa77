/** A store for tests: every insert waits until the test says how it ends. */
import type { IngestRequest } from '@/lib/model/telemetry';

interface HeldInsert {
  readonly requests: readonly IngestRequest[];
  finish(): void;
  fail(error: unknown): void;
}

export class HeldIngest {
  private readonly inserts: HeldInsert[] = [];
  private readonly awaiting: ((insert: HeldInsert) => void)[] = [];
  /** How many inserts have begun. */
  begun = 0;

  readonly ingest = (requests: readonly IngestRequest[]): Promise<void> =>
    new Promise((resolve, reject) => {
      this.begun += 1;
      const insert: HeldInsert = { requests, finish: resolve, fail: reject };
      const waiter = this.awaiting.shift();
      if (waiter) waiter(insert);
      else this.inserts.push(insert);
    });

  /** The next insert, as soon as it has begun. */
  next(): Promise<HeldInsert> {
    const insert = this.inserts.shift();
    return insert ? Promise.resolve(insert) : new Promise((resolve) => this.awaiting.push(resolve));
  }
}

/** Whether a promise has settled by now; the event loop turns once, so that what can settle does. */
export async function hasSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}
