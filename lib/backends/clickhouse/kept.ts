/** What was read from the engine, kept for a moment. */
import type { Millis } from '@/lib/base/time';

interface Entry<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** Values by key, each read once by all who ask for it in the same moment: a page asks dozens of questions at once. */
export class Kept<T> {
  private readonly entries = new Map<string, Entry<T>>();

  /** Values are kept for `lasting` ms, at most `most` of them; only those that are `worth` it, once they are there. */
  constructor(
    private readonly lasting: Millis,
    private readonly most: number,
    private readonly worth: (value: T) => boolean = () => true,
  ) {}

  /** The value of `key`: what is kept, else what `read` gives. Whoever shares a reading that fails, for its asker may have left, reads on its own. */
  async get(key: string, read: () => Promise<T>): Promise<T> {
    const kept = this.entries.get(key);
    if (!kept || performance.now() - kept.at >= this.lasting) return this.read(key, read);
    return kept.value.catch(() => this.get(key, read));
  }

  /** What is kept or being read is of no use any more. */
  forget(): void {
    this.entries.clear();
  }

  private async read(key: string, read: () => Promise<T>): Promise<T> {
    if (this.entries.size >= this.most) this.entries.clear();
    const entry = { at: performance.now(), value: read() };
    this.entries.set(key, entry);
    let worth = false;
    try {
      const value = await entry.value;
      worth = this.worth(value);
      return value;
    } finally {
      if (!worth && this.entries.get(key) === entry) this.entries.delete(key);
    }
  }
}
