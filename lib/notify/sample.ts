/** Notifications that nobody's telemetry caused: for tests, previews, and to try templates. */
import { millis, MINUTE, type Millis } from '@/lib/base/time';
import type { Notification, NotificationKind, NotifiedGroup } from '@/lib/model/alert-notification';

/** A message of `kind` about an invented rule, as of `at`. `id`: its idempotency key. */
export function sampleNotification(kind: NotificationKind, publicUrl: string, at: Millis, id: string): Notification {
  const over = kind === 'resolved';
  const group: NotifiedGroup = {
    labels: { 'service.name': 'checkout' },
    trouble: 'critical',
    value: over ? 0.004 : 0.071,
    valueText: over ? '0.4 %' : '7.1 %',
    thresholdText: 'above 5 %',
    since: millis(at - 10 * MINUTE),
    message: over ? 'Error rate of checkout is back at 0.4 %.' : 'Error rate of checkout is 7.1 %, above 5 %.',
    link: `${publicUrl}/live`,
  };
  const test = kind === 'test';
  return {
    version: 1,
    id,
    kind,
    trouble: test ? 'warn' : 'critical',
    rule: {
      id: 'sample',
      title: 'High error rate',
      description: test
        ? 'A person sends this from Hearth to see that it arrives. Nothing is wrong.'
        : 'Share of requests that fail, by service.',
      labels: { team: 'payments' },
      runbook: '',
      unit: 'ratio',
    },
    at,
    title: test ? 'This channel works' : over ? 'High error rate: checkout is back' : 'High error rate: checkout at 7.1 %',
    firing: over || test ? [] : [group],
    moreFiring: 0,
    resolved: over ? [group] : [],
    moreResolved: 0,
    link: `${publicUrl}/alerts${test ? '/channels' : ''}`,
    dedupKey: `hearth-sample-${id}`,
  };
}
