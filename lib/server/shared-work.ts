/** Work that is under way is done once for everyone who asks for it, and called off when the last of them has left. */
export class SharedWork<T> {
  private readonly underWay = new Map<string, { readonly result: Promise<T>; readonly stop: AbortController; waiting: number }>();

  /** What `work` comes to; `key` says which work is the same. Rejects with the signal's reason as soon as it aborts. */
  do(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const shared = this.underWay.get(key) ?? this.begin(key, work);
    shared.waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        reject(signal.reason as Error);
        if (--shared.waiting > 0) return;
        // who asks from now on must not get the answer of work that was called off
        if (this.underWay.get(key) === shared) this.underWay.delete(key);
        shared.stop.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      shared.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  private begin(key: string, work: (signal: AbortSignal) => Promise<T>) {
    const stop = new AbortController();
    const shared = { result: work(stop.signal), stop, waiting: 0 };
    this.underWay.set(key, shared);
    const done = () => {
      if (this.underWay.get(key) === shared) this.underWay.delete(key);
    };
    shared.result.then(done, done);
    return shared;
  }
}
