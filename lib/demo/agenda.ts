import { TICK, type Moment } from '@/lib/demo/clock';

/** Things to do at a moment, handed out tick by tick: the queue of all that has begun and not ended. */
export class Agenda<T> {
  readonly #ticks = new Map<number, T[]>();
  #done: number;

  /** `from`: a whole number of ticks; nothing is handed out before. */
  constructor(from: Moment = 0) {
    this.#done = from / TICK;
  }

  /** What is late already comes with the next tick. */
  add(at: Moment, what: T): void {
    const tick = Math.max(Math.floor(at / TICK), this.#done);
    const due = this.#ticks.get(tick);
    if (due) due.push(what);
    else this.#ticks.set(tick, [what]);
  }

  /** All that is due before `until`, a whole number of ticks, in the order of the ticks. */
  due(until: Moment): T[] {
    const all: T[] = [];
    for (; this.#done * TICK < until; this.#done += 1) {
      const due = this.#ticks.get(this.#done);
      if (!due) continue;
      for (const what of due) all.push(what);
      this.#ticks.delete(this.#done);
    }
    return all;
  }

  /** All that is left, whenever it is due. */
  rest(): T[] {
    const all = [...this.#ticks.values()].flat();
    this.#ticks.clear();
    return all;
  }
}
