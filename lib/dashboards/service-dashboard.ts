/** The panels of a service's own page. They read the variable `service`, which the page sets. */
import {
  all,
  column,
  count,
  duration,
  environmentChosen,
  errorsAbove,
  errorShare,
  EXCEPTIONS,
  failed,
  figure,
  is,
  lines,
  panel,
  quantile,
  rate,
  records,
  rows,
  senderChosen,
  series,
  serviceChosen,
  slowAbove,
  SPANS,
  statRow,
  table,
  tableOf,
  choice,
} from '@/lib/dashboards/catalog/panels';
import { DASHBOARD_VERSION, type Dashboard } from '@/lib/model/dashboard';
import { record } from '@/lib/model/record-field';

const requests = all(is(record('entry'), true), environmentChosen, serviceChosen);
const EMPTY = 'This service served no request in this window. Server and consumer spans, and spans without a parent, count as requests.';
const stat = (id: string, title: string, measure: Parameters<typeof series>[2][number]) => ({
  id,
  title,
  ask: series(SPANS, requests, [measure]),
  empty: EMPTY,
});

/** Requests, errors and durations of one service, its operations, its versions, and what went wrong last. */
export const SERVICE_DASHBOARD: Dashboard = {
  version: DASHBOARD_VERSION,
  slug: 'service',
  title: 'Service',
  description: '',
  prebuilt: true,
  folder: '',
  tags: [],
  variables: [choice('environment'), choice('service')],
  sections: [
    {
      title: '',
      folded: false,
      panels: [
        ...statRow([
          { ...stat('requests', 'Requests', rate), unit: 'perSecond' },
          { ...stat('error-rate', 'Error rate', errorShare), unit: 'ratio', better: 'down', thresholds: errorsAbove },
          { ...stat('p50', 'p50', quantile(0.5)), unit: 'nanoseconds', better: 'down' },
          { ...stat('p95', 'p95', quantile(0.95)), unit: 'nanoseconds', better: 'down', thresholds: slowAbove },
          { ...stat('p99', 'p99', quantile(0.99)), unit: 'nanoseconds', better: 'down' },
          { ...stat('longest', 'Longest', figure('max', duration)), unit: 'nanoseconds', better: 'down' },
        ]),
        panel(
          'rate',
          'Requests by version',
          [0, 3, 4, 7],
          series(SPANS, requests, [rate], [record('serviceVersion')]),
          lines('perSecond', { mark: 'area', stacked: true }),
          { note: 'per second', empty: EMPTY },
        ),
        panel(
          'errors',
          'Error rate',
          [4, 3, 4, 7],
          series(SPANS, requests, [errorShare]),
          lines('ratio', { mark: 'area', names: ['error rate'], thresholds: errorsAbove }),
          { note: 'of requests', empty: EMPTY },
        ),
        panel(
          'latency',
          'Latency',
          [8, 3, 4, 7],
          series(SPANS, requests, [quantile(0.5), quantile(0.95), quantile(0.99)]),
          lines('nanoseconds', { scale: 'log', names: ['p50', 'p95', 'p99'] }),
          { note: 'log', empty: EMPTY },
        ),
        panel(
          'operations',
          'Operations',
          [0, 10, 12, 8],
          table(SPANS, requests, [count, errorShare, quantile(0.5), quantile(0.95), figure('sum', duration)], [record('name')], {
            orderBy: 4,
          }),
          tableOf(
            ['Operation'],
            column('Requests', 'count'),
            column('Errors', 'ratio', 'text', errorsAbove),
            column('p50', 'nanoseconds'),
            column('p95', 'nanoseconds', 'text', slowAbove),
            column('Share of time', 'nanoseconds', 'share'),
          ),
          { empty: EMPTY },
        ),
        panel(
          'versions',
          'Versions',
          [0, 18, 6, 6],
          table(SPANS, requests, [count, errorShare, quantile(0.95), figure('min', record('time'))], [record('serviceVersion')], {
            limit: 20,
          }),
          tableOf(
            ['Version'],
            column('Requests', 'count'),
            column('Errors', 'ratio', 'text', errorsAbove),
            column('p95', 'nanoseconds', 'text', slowAbove),
            column('First seen', 'instant'),
          ),
          {
            note: 'first seen in this window',
            empty: 'No span of this service names its version: set the resource attribute service.version.',
          },
        ),
        panel(
          'exceptions',
          'Exceptions',
          [6, 18, 6, 6],
          table(EXCEPTIONS, senderChosen, [count, figure('max', record('time'))], [record('exceptionType'), record('exceptionMessage')], {
            limit: 20,
          }),
          tableOf(['Type', 'Message'], column('Count', 'count'), column('Last seen', 'instant')),
          { empty: 'No exception was recorded in this window.' },
        ),
        panel(
          'recent-errors',
          'Recent errors',
          [0, 24, 12, 8],
          rows(SPANS, all(failed, senderChosen), [record('exceptionType')]),
          records,
          {
            note: 'newest first',
            empty: 'No span of this service failed in this window.',
          },
        ),
      ],
    },
  ],
};
