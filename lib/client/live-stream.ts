/** The tail as a page uses it: connected again whenever it breaks, going on where it broke, and never faster than a page draws. */
import { nowMillis, type Millis } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { untilHidden, untilSeen } from '@/lib/client/page-seen';
import { TailBuffer, type TailBatch } from '@/lib/client/tail-buffer';
import { readTail } from '@/lib/client/tail-events';
import type { TailAsk, TailEvent } from '@/lib/model/live';

/**
 * `live`: records come as they are stored. `polling`: the store is asked every `every` ms, for the `reason`; `fault`: why the last
 * time failed. `away`: nobody sees the page. `refused`: the ask itself is wrong, and is not tried again.
 */
export type TailState =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  | { readonly is: 'polling'; readonly every: Millis; readonly reason: string; readonly fault?: string }
  | { readonly is: 'disconnected'; readonly since: Millis; readonly message: string }
  | { readonly is: 'away' }
  | { readonly is: 'refused'; readonly message: string };

export interface TailReader {
  state(state: TailState): void;
  /** At most once for each frame that the browser draws, and never while paused. */
  batch(batch: TailBatch): void;
  /** How many records wait because of a pause; 0 when it is over. */
  waiting(records: number): void;
}

/** Before the first, second … try again, in ms; the last holds for all further ones. */
const BACK_OFF = [250, 500, 1_000, 2_000, 5_000] as const;

/** Answers after which the same ask would be refused again. */
const REFUSALS: ReadonlySet<number> = new Set([400, 403]);

export class LiveStream {
  private readonly closing = new AbortController();
  private readonly buffer = new TailBuffer();
  private cursor: string | undefined;
  private state: TailState = { is: 'connecting' };
  private failures = 0;
  private paused = false;
  private frame: number | undefined;

  /** Opens the tail of `ask`, whose variables are bound. */
  constructor(
    private readonly ask: TailAsk,
    private readonly reader: TailReader,
  ) {
    this.cursor = ask.after;
    void this.run();
  }

  /** While paused, what comes waits: as much of it as a page shows, the rest counted. */
  pause(paused: boolean): void {
    if (paused === this.paused) return;
    this.paused = paused;
    this.reader.waiting(paused ? this.buffer.count : 0);
    if (!paused) this.deliverSoon();
  }

  /** Nothing is told after it. */
  close(): void {
    this.closing.abort();
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    this.reader.state(this.state);
    while (!signal.aborted) {
      if (document.visibilityState === 'hidden') {
        this.become({ is: 'away' });
        await untilSeen(signal);
        this.become({ is: 'connecting' });
      }
      const failure = await this.connect();
      // a page that was hidden is not disconnected
      if (signal.aborted || (failure === undefined && document.visibilityState === 'hidden')) continue;
      if (failure && REFUSALS.has(failure.status)) {
        this.become({ is: 'refused', message: failure.message });
        return;
      }
      this.disconnected(failure?.message ?? 'Hearth ended the connection.');
      await backOff(BACK_OFF[Math.min(this.failures, BACK_OFF.length - 1)] ?? 0, signal);
      this.failures += 1;
    }
  }

  /**
   * Reads until the connection ends; why it did, undefined where it was ended here or by the server. A page that is hidden lets go
   * of it: a browser has six for all of its tabs.
   */
  private async connect(): Promise<ApiError | undefined> {
    const ending = new AbortController();
    const signal = AbortSignal.any([this.closing.signal, ending.signal]);
    void untilHidden(signal).then(() => ending.abort());
    try {
      const ask = this.cursor === undefined ? this.ask : { ...this.ask, after: this.cursor };
      for await (const event of readTail(ask, signal)) if (!signal.aborted) this.take(event);
      return undefined;
    } catch (cause) {
      if (cause instanceof ApiError) return cause;
      throw cause;
    } finally {
      ending.abort();
    }
  }

  private take(event: TailEvent): void {
    switch (event.kind) {
      case 'mode':
        this.become(event.pushed ? { is: 'live' } : { is: 'polling', every: event.every, reason: event.reason });
        return;
      case 'fault':
        if (this.state.is === 'polling') this.become({ ...this.state, fault: event.message });
        else this.disconnected(event.message);
        return;
      case 'gap':
      case 'records': {
        this.cursor = event.cursor;
        this.failures = 0;
        if (this.state.is === 'polling' && this.state.fault !== undefined) {
          const { every, reason } = this.state;
          this.become({ is: 'polling', every, reason });
        }
        if (!this.buffer.add(event)) return;
        if (this.paused) this.reader.waiting(this.buffer.count);
        else this.deliverSoon();
      }
    }
  }

  /** What comes between two frames is one batch. */
  private deliverSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      const batch = this.paused || this.closing.signal.aborted ? undefined : this.buffer.take();
      if (batch) this.reader.batch(batch);
    });
  }

  private disconnected(message: string): void {
    const since = this.state.is === 'disconnected' ? this.state.since : nowMillis();
    this.become({ is: 'disconnected', since, message });
  }

  private become(state: TailState): void {
    if (this.closing.signal.aborted) return;
    this.state = state;
    this.reader.state(state);
  }
}

function backOff(length: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, length);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
