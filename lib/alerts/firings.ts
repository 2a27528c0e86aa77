/** From the states of a rule, window by window: when its groups fired. */
import { labelsKey } from '@/lib/alerts/found';
import type { Millis } from '@/lib/base/time';
import type { Firing } from '@/lib/model/alert-api';
import type { Instance } from '@/lib/model/alert-state';

/** Takes the groups after each window, in order of time. */
export class Firings {
  private readonly over: Firing[] = [];
  private readonly open = new Map<string, Firing>();

  /** The groups as they are after the window that ends at `at`. */
  add(instances: readonly Instance[], at: Millis): void {
    const firing = new Set<string>();
    for (const { labels, state, severity = 'warn', worst } of instances) {
      if (state !== 'firing') continue;
      const key = labelsKey(labels);
      firing.add(key);
      const before = this.open.get(key);
      const worse = before?.severity === 'critical' ? before.severity : severity;
      this.open.set(key, { labels, severity: worse, from: before?.from ?? at, worst: worst ?? before?.worst ?? null });
    }
    for (const [key, each] of this.open) {
      if (firing.has(key)) continue;
      this.over.push({ ...each, to: at });
      this.open.delete(key);
    }
  }

  /** All of them, in order of time; those that have not ended have no `to`. */
  list(): Firing[] {
    return [...this.over, ...this.open.values()].toSorted((one, other) => one.from - other.from);
  }
}
