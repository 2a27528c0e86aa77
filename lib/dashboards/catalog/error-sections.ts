/** The sections of error tracking. */
import { DAY } from '@/lib/base/time';
import {
  all,
  allChosen,
  bars,
  chosen,
  column,
  count,
  counted,
  errorsAbove,
  errorShare,
  EXCEPTIONS,
  failed,
  figure,
  has,
  is,
  lines,
  LOGS,
  panel,
  records,
  rows,
  series,
  SPANS,
  STAT_HEIGHT,
  statRow,
  table,
  tableOf,
} from '@/lib/dashboards/catalog/panels';
import type { Section } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const type = record('exceptionType');
/** The exception without what differs from one to the next: what makes two of a kind. */
const kind = record('exceptionGroup');
const service = record('service');
const requests = all(allChosen, is(record('entry'), true));
const exceptions = all(allChosen, chosen('exception', type));
const distinct = (of: Field): Measure => figure('distinct', of);
const firstSeen = figure('min', record('time'));
const lastSeen = figure('max', record('time'));

const REQUESTS_EMPTY = 'No requests in this window. Server and consumer spans, and spans without a parent, count as requests.';
const FAILED_EMPTY = 'No request failed in this window.';
const EXCEPTIONS_EMPTY = 'No exceptions in this window. Span events named exception, and logs with exception.type, fill this.';

export const OVERVIEW: Section = {
  title: '',
  folded: false,
  panels: [
    ...statRow([
      {
        id: 'failed-requests',
        title: 'Failed requests',
        ask: series(SPANS, all(requests, failed), [count]),
        unit: 'count',
        better: 'down',
        empty: FAILED_EMPTY,
      },
      {
        id: 'error-rate',
        title: 'Error rate',
        ask: series(SPANS, requests, [errorShare]),
        unit: 'ratio',
        better: 'down',
        thresholds: errorsAbove,
        empty: REQUESTS_EMPTY,
      },
      {
        id: 'exceptions',
        title: 'Exceptions',
        ask: series(EXCEPTIONS, exceptions, [count]),
        unit: 'count',
        better: 'down',
        empty: EXCEPTIONS_EMPTY,
      },
      {
        id: 'groups',
        title: 'Kinds of exceptions',
        ask: series(EXCEPTIONS, exceptions, [distinct(kind)]),
        unit: 'count',
        better: 'down',
        empty: EXCEPTIONS_EMPTY,
      },
      {
        id: 'tenants-hit',
        title: 'Tenants hit',
        ask: series(EXCEPTIONS, exceptions, [distinct(record('tenant'))]),
        unit: 'count',
        better: 'down',
        empty: EXCEPTIONS_EMPTY,
      },
      {
        id: 'users-hit',
        title: 'Users hit',
        ask: series(EXCEPTIONS, exceptions, [distinct(record('user'))]),
        unit: 'count',
        better: 'down',
        empty: EXCEPTIONS_EMPTY,
      },
    ]),
    panel(
      'errors-by-service',
      'Failed requests by service',
      [0, STAT_HEIGHT, 6, 7],
      series(SPANS, all(requests, failed), [count], [service]),
      counted(),
      {
        note: 'requests',
        empty: FAILED_EMPTY,
      },
    ),
    panel(
      'error-rate-by-service',
      'Error rate by service',
      [6, STAT_HEIGHT, 6, 7],
      series(SPANS, requests, [errorShare], [service]),
      lines('ratio', { thresholds: errorsAbove }),
      {
        note: 'failed of all requests',
        empty: REQUESTS_EMPTY,
      },
    ),
  ],
};

export const GROUPS: Section = {
  title: 'Exceptions',
  folded: false,
  panels: [
    panel(
      'exception-groups',
      'Exceptions by kind',
      [0, 0, 12, 9],
      table(
        EXCEPTIONS,
        exceptions,
        [count, firstSeen, lastSeen, distinct(service), distinct(record('tenant')), distinct(record('user'))],
        [kind],
        { limit: 100 },
      ),
      tableOf(
        ['Exception'],
        column('Count', 'count', 'trend'),
        column('First seen', 'instant'),
        column('Last seen', 'instant'),
        column('Services', 'count'),
        column('Tenants', 'count'),
        column('Users', 'count'),
      ),
      { note: 'most frequent first', empty: EXCEPTIONS_EMPTY },
    ),
    panel(
      'new-exceptions',
      'New exceptions',
      [0, 9, 12, 5],
      {
        kind: 'new',
        lookback: DAY,
        spec: table(EXCEPTIONS, exceptions, [count, firstSeen, distinct(service), distinct(record('tenant'))], [kind], {
          limit: 100,
        }),
      },
      tableOf(
        ['Exception'],
        column('Count', 'count'),
        column('First seen', 'instant'),
        column('Services', 'count'),
        column('Tenants', 'count'),
      ),
      { note: 'not seen in the day before this window', empty: 'Nothing new: every exception of this window was there in the day before.' },
    ),
  ],
};

const byException = (by: Field, limit: number) => table(EXCEPTIONS, all(exceptions, has(by)), [count, distinct(kind)], [by], { limit });
const shares = bars(column('Exceptions', 'count'), column('Kinds', 'count'));

export const BREAKDOWN: Section = {
  title: 'Where and whom',
  folded: false,
  panels: [
    panel('by-route', 'By route', [0, 0, 4, 7], byException(record('httpRoute'), 12), shares, {
      note: 'exceptions · kinds',
      empty: 'No exception tells its route. Exceptions on spans with http.route fill this.',
    }),
    panel('by-tenant', 'By tenant', [4, 0, 4, 7], byException(record('tenant'), 12), shares, {
      note: 'exceptions · kinds',
      empty: 'No exception tells its tenant. Set tenant.id on spans and logs, or on the resource.',
    }),
    panel(
      'by-version',
      'By version',
      [8, 0, 4, 7],
      table(EXCEPTIONS, all(exceptions, has(record('serviceVersion'))), [count, distinct(kind)], [service, record('serviceVersion')], {
        limit: 12,
      }),
      tableOf(['Service', 'Version'], column('Exceptions', 'count'), column('Kinds', 'count')),
      { empty: 'No exception tells its version. Set the resource attribute service.version.' },
    ),
    panel('exceptions-over-time', 'Exceptions by type', [0, 7, 6, 7], series(EXCEPTIONS, exceptions, [count], [type], 8), counted(), {
      note: 'exceptions',
      empty: EXCEPTIONS_EMPTY,
    }),
    panel('severities', 'Logs by severity', [6, 7, 6, 7], series(LOGS, allChosen, [count], [record('severity')]), counted(), {
      note: 'logs',
      empty: 'No logs in this window. Logs over OTLP fill this.',
    }),
  ],
};

export const LATEST: Section = {
  title: 'Latest',
  folded: false,
  panels: [
    panel('latest-errors', 'Latest errors', [0, 0, 12, 9], rows(SPANS, all(requests, failed), [type, record('tenant')]), records, {
      note: 'newest first · open one for its trace',
      empty: FAILED_EMPTY,
    }),
  ],
};
