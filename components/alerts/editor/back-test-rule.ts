/** A rule as far as a back-test depends on it. */
import type { AlertRule } from '@/lib/model/alert';

/** `rule` without what only people read: another title is no other back-test. */
export function askedRule(rule: AlertRule): AlertRule {
  return {
    ...rule,
    id: 'back-test',
    title: 'Back-test',
    description: '',
    prebuilt: false,
    tell: [],
    labels: {},
    runbook: '',
    message: '',
    repeat: 0 as AlertRule['repeat'],
    paused: false,
  };
}

/** What the judged values themselves depend on: with the same, only what is made of them differs. */
export function valuesKey({ ask, every, over, delay, condition }: AlertRule): string {
  return JSON.stringify([ask, every, over, delay, condition.is === 'change' ? condition.against : '']);
}
