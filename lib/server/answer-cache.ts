/**
 * Figures that were asked for before. What is old enough to be settled is read once and kept for some minutes; the rest
 * of an answer is kept for a short part of its step, so that a page that is opened by several people is asked once.
 */
import { MINUTE, nowMillis, SECOND, type Millis } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import type { Backend } from '@/lib/model/backend';
import type { Query } from '@/lib/model/query';
import { BoundedCache } from '@/lib/server/bounded-cache';
import { SharedWork } from '@/lib/server/shared-work';
import { joinSteps, keptSteps, stepsKey, unknownRange, type KeptSteps } from '@/lib/server/settled-steps';

/** What ended longer ago than this is settled: senders export within seconds, metrics within a minute. */
export const SETTLED_AFTER = 2 * MINUTE;

/** Settled figures are read anew after this: what comes later than `SETTLED_AFTER` shows within it. */
export const KEPT_FOR = 5 * MINUTE;

/** What is not settled is kept for this share of its step, and no longer than `FRESH_FOR`. */
const STEP_SHARE = 1 / 60;
const FRESH_FOR = 10 * SECOND;

const BYTES = 64 * 2 ** 20;

interface Kept {
  readonly answer: Answer;
  readonly readAt: number;
}

export class AnswerCache {
  private readonly answers = new BoundedCache<Kept>(BYTES / 2);
  private readonly steps = new BoundedCache<KeptSteps>(BYTES / 2);
  private readonly underWay = new SharedWork<Answer>();

  constructor(
    private readonly run: Backend['run'],
    private readonly now: () => Millis = nowMillis,
  ) {}

  /**
   * The answer to `query`, in which what is not settled was read at most `maxAge` ms ago where that is given. Records and typed
   * text are always asked anew. Throws BackendError, and the signal's reason.
   */
  async ask(query: Query, maxAge: number | undefined, signal: AbortSignal): Promise<Answer> {
    if (query.spec.kind === 'rows' || query.spec.kind === 'native') return this.run(query, signal);
    const key = JSON.stringify(query);
    const kept = this.answers.get(key);
    if (kept && this.isGood(kept, query, maxAge)) return kept.answer;
    // someone who refreshed must not be given what was begun before that
    return this.underWay.do(maxAge === undefined ? key : `refreshed ${key}`, signal, async (stop) => {
      const readAt = this.now();
      const answer = await this.read(query, readAt, stop);
      this.answers.set(key, { answer, readAt }, JSON.stringify(answer).length * 2);
      return answer;
    });
  }

  private isGood({ readAt }: Kept, { frame }: Query, maxAge: number | undefined): boolean {
    const age = this.now() - readAt;
    // the clock was set back: nobody knows how old it is
    if (age < 0) return false;
    if (frame.range.to <= readAt - SETTLED_AFTER) return age < KEPT_FOR;
    return age < Math.min(frame.step * STEP_SHARE, FRESH_FOR, maxAge ?? Infinity);
  }

  /** Asks for the steps that are not known, where the answer's steps can be told apart; else for everything. */
  private async read(query: Query, readAt: number, signal: AbortSignal): Promise<Answer> {
    const key = stepsKey(query);
    if (key === undefined) return this.run(query, signal);
    const known = this.steps.get(key);
    const unknown = known && unknownRange(known, query.frame, readAt - KEPT_FOR);
    if (known && unknown) {
      const newest = await this.run({ spec: query.spec, frame: { ...query.frame, range: unknown } }, signal);
      const joined = joinSteps(known, newest, query);
      if (joined) {
        this.keep(key, keptSteps(newest, readAt, readAt - SETTLED_AFTER, query, known));
        return joined;
      }
    }
    const answer = await this.run(query, signal);
    this.keep(key, keptSteps(answer, readAt, readAt - SETTLED_AFTER, query, undefined));
    return answer;
  }

  private keep(key: string, steps: KeptSteps | undefined): void {
    if (steps) this.steps.set(key, steps, steps.bytes);
  }
}
