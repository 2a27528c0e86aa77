/** Alerts on quotas and on what models cost. */
import { asking, askingSpelled, prebuilt } from '@/lib/alerts/prebuilt-rule';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import { BUSINESS_METRICS } from '@/lib/dashboards/catalog/business-metrics';
import { paidCalls } from '@/lib/dashboards/catalog/business-models';
import { exceededByTenant } from '@/lib/dashboards/catalog/business-usage';
import { ask, figure, series, SPANS } from '@/lib/dashboards/catalog/panels';
import type { AlertRule } from '@/lib/model/alert';
import { record } from '@/lib/model/record-field';

export const QUOTA_EXCEEDED: AlertRule = prebuilt({
  id: 'quota-exceeded',
  title: 'Quota exceeded',
  description:
    'Times that a tenant was over its quota: the counter quota.exceeded, or else log events of that name. Look first at whether the tenant does more than usual, or whether its quota no longer fits what it pays for.',
  ask: askingSpelled(exceededByTenant, BUSINESS_METRICS, 'quotaExceeded'),
  unit: 'count',
  condition: { is: 'above', critical: { at: 0, for: millis(0) } },
  noData: 'ok',
  message: '{{tenant}} was over its quota {{value}} times in 5 minutes.',
});

export const MODEL_COST: AlertRule = prebuilt({
  id: 'model-cost',
  title: 'Model cost jumps',
  description:
    'What calls of language models cost in an hour, against the same hour a week ago. Look first at which model, tenant and session it is: an agent that calls itself in a loop shows as one long trace with very many calls.',
  ask: asking(ask(series(SPANS, paidCalls, [figure('sum', record('cost'))]))),
  unit: 'usd',
  every: millis(5 * MINUTE),
  over: HOUR,
  condition: {
    is: 'change',
    against: 'week',
    direction: 'up',
    warn: { at: 1, for: millis(15 * MINUTE) },
    critical: { at: 3, for: millis(15 * MINUTE) },
  },
  noData: 'ok',
  message: 'Model calls of the last hour cost {{value}} on the same hour a week ago.',
});
