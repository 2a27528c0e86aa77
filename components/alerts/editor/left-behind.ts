/** Changes of a rule that were left behind without saving: they wait in this page's memory until somebody comes back to them. */
import type { AlertRule } from '@/lib/model/alert';

interface LeftBehind {
  readonly rule: AlertRule;
  /** The revision that they began with. */
  readonly basedOn: number;
}

const waiting = new Map<string, LeftBehind>();

/** Keeps `left` under `key`. */
export function leaveBehind(key: string, left: LeftBehind): void {
  waiting.set(key, left);
}

/** What waits under `key`, if it began with the revision `basedOn`. */
export function leftBehind(key: string, basedOn: number): AlertRule | undefined {
  const left = waiting.get(key);
  return left?.basedOn === basedOn ? left.rule : undefined;
}

/** Nothing waits under `key` any more. */
export function forgetLeft(key: string): void {
  waiting.delete(key);
}
