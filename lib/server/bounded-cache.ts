/** Keeps values by key, the ones used last, as far as they fit. */
export class BoundedCache<V> {
  /** In order of use. */
  private readonly kept = new Map<string, { readonly value: V; readonly bytes: number }>();
  private used = 0;

  /** `bytes`: what all values together may take. */
  constructor(private readonly bytes: number) {}

  get(key: string): V | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.value;
  }

  /** Keeps `value`, which takes about `bytes` beside its key; one that takes more than all may is not kept. */
  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    const whole = bytes + 2 * key.length;
    if (whole > this.bytes) return;
    this.kept.set(key, { value, bytes: whole });
    this.used += whole;
    for (const oldest of this.kept.keys()) {
      if (this.used <= this.bytes) return;
      this.delete(oldest);
    }
  }

  private delete(key: string): void {
    this.used -= this.kept.get(key)?.bytes ?? 0;
    this.kept.delete(key);
  }
}
