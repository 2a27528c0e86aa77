/** Alerts on what services answer and log. */
import { aboveThresholds, asking, prebuilt } from '@/lib/alerts/prebuilt-rule';
import { millis, MINUTE } from '@/lib/base/time';
import { requests } from '@/lib/dashboards/catalog/api-overview';
import { ask, count, errorsAbove, errorShare, LOGS, quantile, series, slowAbove, SPANS } from '@/lib/dashboards/catalog/panels';
import type { AlertRule } from '@/lib/model/alert';
import { record } from '@/lib/model/record-field';
import { ERROR_SEVERITY } from '@/lib/model/semantics';

const service = record('service');

/**
 * With fewer requests in a window, one that fails would be a warning or worse, and p95 is the slowest: at night nobody is woken by one of
 * three, nor by a job that takes its minutes.
 */
const LEAST_REQUESTS = 20;

export const HIGH_ERROR_RATE: AlertRule = prebuilt({
  id: 'high-error-rate',
  title: 'High error rate',
  description:
    'The share of requests that fail, by service: spans that requests enter by, with the status error. Look first at which routes and which version fail; a version that has just begun to answer is the usual reason.',
  ask: asking(ask(series(SPANS, requests, [errorShare], [service]))),
  unit: 'ratio',
  condition: aboveThresholds(errorsAbove),
  least: LEAST_REQUESTS,
  message: '{{service.name}} fails {{value}} of its requests, {{threshold}}.',
});

export const SLOW_RESPONSES: AlertRule = prebuilt({
  id: 'slow-responses',
  title: 'Slow responses',
  description:
    'How long the slowest 5 % of requests take at least (p95), by service. Look first at the longest traces: what most of their time is spent in, a database, a model or another service, is where it is slow.',
  ask: asking(ask(series(SPANS, requests, [quantile(0.95)], [service]))),
  unit: 'nanoseconds',
  condition: aboveThresholds(slowAbove),
  least: LEAST_REQUESTS,
  message: '{{service.name}} answers in {{value}} at p95, {{threshold}}.',
});

export const ERROR_BURST: AlertRule = prebuilt({
  id: 'error-burst',
  title: 'Burst of errors in logs',
  description: 'Logs of severity error or worse, by service. Look first at what most of them say; one message over and over is one fault.',
  ask: asking(ask(series(LOGS, { op: 'gte', field: record('severity'), value: ERROR_SEVERITY }, [count], [service]))),
  unit: 'count',
  over: millis(10 * MINUTE),
  condition: { is: 'above', warn: { at: 50, for: millis(0) }, critical: { at: 500, for: millis(0) } },
  noData: 'ok',
  message: '{{service.name}} logged {{value}} errors in 10 minutes.',
});
