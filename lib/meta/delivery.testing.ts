import { millis } from '@/lib/base/time';
import type { Delivery } from '@/lib/model/alert-notification';

/** A delivery that waits for its first attempt, to the channel `ops`. */
export function deliveryOf(id: string, over: Partial<Delivery> = {}): Delivery {
  const ruleId = over.ruleId ?? 'rule';
  return {
    id,
    channelId: 'ops',
    ruleId,
    notification: {
      version: 1,
      id,
      kind: 'firing',
      trouble: 'warn',
      rule: { id: ruleId, title: 'A rule', description: '', labels: {}, runbook: '', unit: 'none' },
      at: millis(60_000),
      title: 'A rule: 5',
      firing: [],
      moreFiring: 0,
      resolved: [],
      moreResolved: 0,
      link: 'http://localhost/alerts/rule',
      dedupKey: 'rule',
    },
    state: 'waiting',
    attempts: 0,
    createdAt: millis(1_000),
    nextAt: millis(1_000),
    ...over,
  };
}
