import { expect, test } from '@playwright/test';
import { hourOf, pastHour, testPanels, type Expected } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendKnown, times, type KnownMetric, type KnownSpan } from '@/e2e/known-telemetry';

/** Business metrics over one hour: two tenants, three users, two sessions, two models. */
const START = pastHour(3);
const AT = 600;
const MILLI = 1e6;
const iso = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

const request = (tenant: string, user: string, operation: string, failed = false): KnownSpan => ({
  service: 'api',
  name: 'POST /memories',
  kind: 'server',
  at: AT,
  millis: 20,
  failed,
  attributes: { 'tenant.id': tenant, 'user.id': user, 'operation.type': operation },
});
const call = (model: string, tenant: string, session: string, cost: number, input: number, output: number, millis: number): KnownSpan => ({
  service: 'api',
  name: `chat ${model}`,
  kind: 'client',
  at: AT,
  millis,
  trace: 'calls',
  parent: 'request',
  attributes: {
    'tenant.id': tenant,
    'session.id': session,
    'gen_ai.response.model': model,
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': output,
    'operation.cost': cost,
  },
});

/** Nine requests. Five model calls: 3 · $0.02 and 2 · $0.05; 300 + 400 tokens in, 30 + 80 out. */
const spans = [
  ...times(5, request('acme', 'ada', 'update')),
  ...times(2, request('acme', 'bob', 'search')),
  request('globex', 'cleo', 'search'),
  request('globex', 'cleo', 'search', true),
  ...times(3, call('gpt', 'acme', 's1', 0.02, 100, 10, 500)),
  ...times(2, call('claude', 'globex', 's2', 0.05, 200, 40, 900)),
];

const acme = { organization_id: 'acme' };
const globex = { organization_id: 'globex' };
const of = { service: 'api' } as const;
const metrics: KnownMetric[] = [
  {
    ...of,
    kind: 'counter',
    name: 'api.usage',
    points: [
      [AT, 40, acme],
      [AT, 10, globex],
    ],
  },
  {
    ...of,
    kind: 'counter',
    name: 'streams.started',
    points: [
      [AT, 4, { ...acme, platform: 'twitch' }],
      [AT, 2, { ...globex, platform: 'rtmp' }],
    ],
  },
  { ...of, kind: 'counter', name: 'highlights.detected', points: [[AT, 3, { ...acme, method: 'ai' }]] },
  {
    ...of,
    kind: 'counter',
    name: 'stream.cost',
    unit: 'USD',
    points: [
      [AT, 0.4, { platform: 'twitch' }],
      [AT, 0.5, { platform: 'rtmp' }],
    ],
  },
  {
    ...of,
    kind: 'gauge',
    name: 'quota.used',
    points: [
      [AT, 80, acme],
      [AT, 30, globex],
    ],
  },
  {
    ...of,
    kind: 'gauge',
    name: 'quota.limit',
    points: [
      [AT, 100, acme],
      [AT, 20, globex],
    ],
  },
  { ...of, kind: 'counter', name: 'quota.exceeded', points: [[AT, 5, globex]] },
  {
    ...of,
    kind: 'gauge',
    name: 'memories.stored',
    unit: '{memory}',
    points: [
      [AT, 12, acme],
      [AT, 7, globex],
    ],
  },
];

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, START, { spans, metrics });
});
test.afterAll(() => hearth.dispose());

const DRAWN: Readonly<Record<string, Expected>> = {
  'active-tenants': [['Active tenants'], [2]],
  'active-users': [['Active users'], [3]],
  'active-sessions': [['Sessions'], [2]],
  'model-cost': [['Model cost'], [0.16]],
  // 700 in and 110 out
  'model-tokens': [['Model tokens'], [810]],
  'quota-exceeded': [['Quota exceeded'], [5]],
  'active-over-time': [
    ['Time', 'tenants', 'users', 'sessions'],
    [iso(AT), 2, 3, 2],
  ],
  operations: [
    ['Operation', 'Requests', 'Tenants', 'Users', 'Errors'],
    ['update', 5, 1, 1, 0],
    ['search', 4, 2, 2, 0.25],
  ],
  'usage-by-tenant': [
    ['tenant', 'Calls'],
    ['acme', 40],
    ['globex', 10],
  ],
  'streams-by-tenant': [
    ['tenant', 'Streams'],
    ['acme', 4],
    ['globex', 2],
  ],
  'highlights-by-tenant': [
    ['tenant', 'Highlights'],
    ['acme', 3],
  ],
  'quota-by-tenant': [
    ['tenant', 'Used'],
    ['globex', 1.5],
    ['acme', 0.8],
  ],
  'exceeded-by-tenant': [
    ['Time', 'globex'],
    [iso(AT), 5],
  ],
  // $0.5 for two streams and $0.4 for four
  'cost-per-stream': [
    ['platform', 'Cost'],
    ['rtmp', 0.25],
    ['twitch', 0.1],
  ],
  models: [
    ['Model', 'Cost', 'Calls', 'Errors', 'Tokens in', 'Tokens out', 'p95'],
    ['claude', 0.1, 2, 0, 400, 80, 900 * MILLI],
    ['gpt', 0.06, 3, 0, 300, 30, 500 * MILLI],
  ],
  'cost-by-model': [
    ['Part', 'Figure', 'Share'],
    ['claude', 0.1, 0.625],
    ['gpt', 0.06, 0.375],
  ],
  'cost-over-time': [
    ['Time', 'claude', 'gpt'],
    [iso(AT), 0.1, 0.06],
  ],
  'tokens-over-time': [
    ['Time', 'in', 'out'],
    [iso(AT), 700, 110],
  ],
  'cost-by-tenant': [
    ['tenant', 'Cost', 'Tokens in', 'Tokens out'],
    ['globex', 0.1, 400, 80],
    ['acme', 0.06, 300, 30],
  ],
  'cost-by-session': [
    ['Session', 'Tenant', 'Cost', 'Calls', 'Tokens in', 'Tokens out'],
    ['s2', 'globex', 0.1, 2, 400, 80],
    ['s1', 'acme', 0.06, 3, 300, 30],
  ],
  // two series of one point each; what other panels read is not listed
  'own-metrics': async (panel) => {
    await expect(panel.getByRole('row')).toHaveCount(2);
    await expect(panel.getByRole('row').nth(1).getByRole('cell')).toContainText(['memories.stored', 'gauge', '{memory}', 'api', '2', '2']);
  },
};

testPanels('business-metrics', DRAWN, (page) => page.goto(hourOf(hearth.app, 'business-metrics', START)));
