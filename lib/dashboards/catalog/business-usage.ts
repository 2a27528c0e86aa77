/** Who uses it, what for, what they get, and how much they may. */
import {
  above,
  all,
  allChosen,
  ask,
  bars,
  column,
  count,
  counted,
  errorsAbove,
  errorShare,
  figure,
  first,
  has,
  is,
  lines,
  LOGS,
  metric,
  pair,
  panel,
  series,
  senderChosen,
  SPANS,
  STAT_HEIGHT,
  statRow,
  table,
  tableOf,
} from '@/lib/dashboards/catalog/panels';
import type { Section } from '@/lib/model/dashboard';
import { attribute, record } from '@/lib/model/record-field';

const tenant = record('tenant');
const user = record('user');
const session = record('session');
const operation = record('operationType');
const platform = attribute('platform');

const requests = all(allChosen, is(record('entry'), true));
const increase = [figure('increase')];
const exceeded = all(allChosen, is(record('eventName'), 'quota.exceeded'));
/** Warn and stop where the prebuilt alerts do. */
const quotaThresholds = above(0.8, 1);

const TENANTS_EMPTY = 'No span names its tenant. Set the attribute tenant.id on spans, or on the resource.';
const USERS_EMPTY = 'No span names its user. Set the attribute user.id on spans.';
const SESSIONS_EMPTY = 'No span names its session. Set the attribute session.id on spans.';
const COST_EMPTY = 'No model call tells its cost. Set operation.cost (USD) on the span of the call.';
const TOKENS_EMPTY = 'No model call tells its tokens. Set gen_ai.usage.input_tokens and gen_ai.usage.output_tokens on its span.';
const EXCEEDED_EMPTY =
  'Nobody was over a quota. The counter quota.exceeded {organization_id}, or the log event quota.exceeded, fills this.';
const QUOTA_EMPTY = 'Spans cannot tell a quota. Send the gauges quota.used and quota.limit {organization_id}.';

const quotaExceeded = first(ask(series(metric('quotaExceeded'), allChosen, increase)), ask(series(LOGS, exceeded, [count])));

/** Events of a quota that was exceeded, by tenant. */
export const exceededByTenant = first(
  ask(series(metric('quotaExceeded'), allChosen, increase, [tenant])),
  ask(series(LOGS, exceeded, [count], [tenant])),
);

const stats = statRow([
  {
    id: 'active-tenants',
    title: 'Active tenants',
    ask: series(SPANS, allChosen, [figure('distinct', tenant)]),
    unit: 'count',
    better: 'up',
    empty: TENANTS_EMPTY,
  },
  {
    id: 'active-users',
    title: 'Active users',
    ask: series(SPANS, allChosen, [figure('distinct', user)]),
    unit: 'count',
    better: 'up',
    empty: USERS_EMPTY,
  },
  {
    id: 'active-sessions',
    title: 'Sessions',
    ask: series(SPANS, allChosen, [figure('distinct', session)]),
    unit: 'count',
    better: 'up',
    empty: SESSIONS_EMPTY,
  },
  {
    id: 'model-cost',
    title: 'Model cost',
    ask: series(SPANS, all(allChosen, has(record('cost'))), [figure('sum', record('cost'))]),
    unit: 'usd',
    better: 'down',
    empty: COST_EMPTY,
  },
  {
    id: 'model-tokens',
    title: 'Model tokens',
    ask: first(
      pair(
        'add',
        series(SPANS, all(allChosen, has(record('inputTokens'))), [figure('sum', record('inputTokens'))]),
        series(SPANS, all(allChosen, has(record('outputTokens'))), [figure('sum', record('outputTokens'))]),
      ),
      ask(series(metric('tokens'), senderChosen, [figure('sum')])),
    ),
    unit: 'count',
    empty: TOKENS_EMPTY,
  },
  {
    id: 'quota-exceeded',
    title: 'Quota exceeded',
    ask: quotaExceeded,
    unit: 'count',
    better: 'down',
    thresholds: [{ at: 1, tone: 'error' }],
    empty: EXCEEDED_EMPTY,
  },
]);

export const USAGE: Section = {
  title: 'Usage',
  folded: false,
  panels: [
    ...stats,
    panel(
      'active-over-time',
      'Active tenants, users and sessions',
      [0, STAT_HEIGHT, 6, 7],
      series(SPANS, allChosen, [figure('distinct', tenant), figure('distinct', user), figure('distinct', session)]),
      lines('count', { names: ['tenants', 'users', 'sessions'] }),
      { note: 'different ones per step', empty: TENANTS_EMPTY },
    ),
    panel(
      'operations',
      'Adoption by operation',
      [6, STAT_HEIGHT, 6, 7],
      table(SPANS, all(requests, has(operation)), [count, figure('distinct', tenant), figure('distinct', user), errorShare], [operation]),
      tableOf(
        ['Operation'],
        column('Requests', 'count', 'bar'),
        column('Tenants', 'count'),
        column('Users', 'count'),
        column('Errors', 'ratio', 'text', errorsAbove),
      ),
      { empty: 'No request names its operation. Set the attribute operation.type on spans.' },
    ),
  ],
};

export const BY_TENANT: Section = {
  title: 'Tenants and quotas',
  folded: false,
  panels: [
    panel(
      'usage-by-tenant',
      'API usage',
      [0, 0, 4, 8],
      first(
        ask(table(metric('usage'), allChosen, increase, [tenant], { limit: 20 })),
        ask(table(SPANS, all(requests, has(tenant)), [count], [tenant], { limit: 20 })),
      ),
      bars(column('Calls', 'count')),
      {
        note: 'calls by tenant',
        empty: 'Nothing was called. Send the counter api.usage {organization_id}, or set tenant.id on request spans.',
      },
    ),
    panel(
      'streams-by-tenant',
      'Streams',
      [4, 0, 4, 8],
      first(
        ask(table(metric('started'), allChosen, increase, [tenant], { limit: 20 })),
        ask(table(SPANS, all(allChosen, is(record('name'), 'start_stream')), [count], [tenant], { limit: 20 })),
      ),
      bars(column('Streams', 'count')),
      {
        note: 'started, by tenant',
        empty: 'No stream was started. Send the counter streams.started {organization_id}, or spans named start_stream.',
      },
    ),
    panel(
      'highlights-by-tenant',
      'Highlights',
      [8, 0, 4, 8],
      first(
        ask(table(metric('detected'), allChosen, increase, [tenant], { limit: 20 })),
        ask(table(SPANS, all(allChosen, is(record('name'), 'create_highlight')), [count], [tenant], { limit: 20 })),
      ),
      bars(column('Highlights', 'count')),
      {
        note: 'found, by tenant',
        empty: 'No highlight was found. Send the counter highlights.detected {organization_id}, or spans named create_highlight.',
      },
    ),
    panel(
      'quota-by-tenant',
      'Quota used',
      [0, 8, 4, 8],
      pair(
        'divide',
        table(metric('quotaUsed'), allChosen, [figure('max')], [tenant], { limit: 200 }),
        table(metric('quotaLimit'), allChosen, [figure('max')], [tenant], { limit: 200 }),
      ),
      bars(column('Used', 'ratio', 'text', quotaThresholds)),
      { note: 'most in this window, of the limit', empty: QUOTA_EMPTY },
    ),
    panel('exceeded-by-tenant', 'Quota exceeded by tenant', [4, 8, 4, 8], exceededByTenant, counted(), {
      note: 'events by tenant',
      empty: EXCEEDED_EMPTY,
    }),
    panel(
      'cost-per-stream',
      'Cost per stream',
      [8, 8, 4, 8],
      first(
        pair(
          'divide',
          table(metric('cost'), senderChosen, increase, [platform]),
          table(metric('started'), senderChosen, increase, [platform]),
        ),
        pair(
          'divide',
          table(SPANS, all(allChosen, has(record('cost')), has(platform)), [figure('sum', record('cost'))], [platform]),
          table(SPANS, all(allChosen, is(record('name'), 'start_stream')), [count], [platform]),
        ),
      ),
      bars(column('Cost', 'usd')),
      {
        note: 'by platform',
        empty: 'Nothing tells what streams cost. Send the counters stream.cost (USD) and streams.started {platform}.',
      },
    ),
  ],
};
