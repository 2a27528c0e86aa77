/** What Hearth tells of its alerts: the figures behind sparklines, and Prometheus' `ALERTS`. */
import { lateBy } from '@/lib/alerts/due';
import { badness } from '@/lib/alerts/judge';
import type { KnownRule } from '@/lib/alerts/runner';
import type { Millis } from '@/lib/base/time';
import type { Instance } from '@/lib/model/alert-state';
import { OWN_METRICS } from '@/lib/model/own-metrics';
import type { OwnGauge } from '@/lib/server/own-metrics';

/**
 * The figures of `now`. Values and times are those of rules that were evaluated after `since`: what was told of is not told again.
 * `ALERTS` has Prometheus' label names; a group's own label of the same name gives way, as it does there.
 */
export function alertGauges(rules: readonly KnownRule[], since: Millis, now: Millis): OwnGauge[] {
  const running = rules.filter(({ saved }) => !saved.rule.paused);
  if (running.length === 0) return [];
  const lag = Math.max(0, ...running.map(({ saved, state }) => lateBy(saved, state, now)));
  return [
    {
      name: OWN_METRICS.alertLag,
      unit: 'ms',
      description: 'How long the most overdue alert waits for its evaluation',
      value: lag,
      attributes: {},
    },
    ...running.flatMap((rule) => (rule.state && rule.state.ranAt > since ? evaluationOf(rule) : [])),
    ...running.flatMap(firingOf),
  ];
}

function evaluationOf({ saved: { rule }, state }: KnownRule): OwnGauge[] {
  if (!state) return [];
  const attributes = { 'alert.id': rule.id, alertname: rule.title };
  const time: OwnGauge = {
    name: OWN_METRICS.alertTime,
    unit: 'ms',
    description: 'How long an evaluation of the alert took',
    value: state.took,
    attributes,
  };
  const values = state.instances.flatMap(({ value }) => value ?? []);
  const [worst] = values.toSorted((one, other) => badness(rule.condition, other) - badness(rule.condition, one));
  if (worst === undefined) return [time];
  const description = 'The value of the alert’s worst group';
  return [time, { name: OWN_METRICS.alertValue, unit: '', description, value: worst, attributes }];
}

function firingOf({ saved: { rule }, state }: KnownRule): OwnGauge[] {
  const active = (state?.instances ?? []).filter((group) => group.state === 'pending' || group.state === 'firing');
  return active.map((group: Instance) => ({
    name: OWN_METRICS.alerts,
    unit: '',
    description: 'Alerts that are pending or firing',
    value: 1,
    attributes: {
      ...rule.labels,
      ...group.labels,
      'alert.id': rule.id,
      alertname: rule.title,
      alertstate: group.state,
      ...(group.severity ? { severity: group.severity } : {}),
    },
  }));
}
