/** One trace whose spans carry payloads of every kind: what real SDKs sent (lib/content/testing), and what nobody should send. */
import { randomBytes } from 'node:crypto';
import { sentSpan, type SentSpan } from '@/lib/content/testing/sent';
import type { Attribute } from '@/lib/model/attribute';

type AnyValue = Readonly<Record<string, unknown>>;

function valueOf({ type, text }: Attribute): AnyValue {
  switch (type) {
    case 'int':
      return { intValue: text };
    case 'double':
      return { doubleValue: text.startsWith('json:') ? 'NaN' : Number(text) };
    case 'bool':
      return { boolValue: text === 'true' };
    case 'array':
      return { arrayValue: { values: (JSON.parse(text) as string[]).map((stringValue) => ({ stringValue })) } };
    default:
      return { stringValue: text };
  }
}

const sent = (attributes: readonly Attribute[]) => attributes.map((attribute) => ({ key: attribute.key, value: valueOf(attribute) }));

const texts = (values: Readonly<Record<string, string>>): Attribute[] =>
  Object.entries(values).map(([key, text]) => ({ key, type: /^\d+$/.test(text) ? 'int' : 'string', text }));

const made = (name: string, values: Readonly<Record<string, string>>, events: SentSpan['events'] = []): SentSpan => ({
  sdk: '',
  name,
  attributes: texts(values),
  events,
});

const NODE_STACK = `TypeError: price is not a function
    at Cart.total (/app/src/cart.js:12:5)
    at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)
    at next (/app/node_modules/express/lib/router/route.js:149:13)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`;

/** Values that a page must survive. */
const HOSTILE = made('hostile', {
  deep: `${'['.repeat(3_000)}1${']'.repeat(3_000)}`,
  wide: `[${Array.from({ length: 20_000 }, (_, index) => index).join(',')}]`,
  broken: '{"a": [1, 2',
  controls: '\u0007bell \u001b[31mred\u001b[0m',
  turned: 'user\u202etxt.exe',
  proto: '{"__proto__": {"polluted": true}, "constructor": 1}',
  html: '<img src=x onerror="document.title=1">',
  exact: '{"id": 9007199254740993}',
  long: 'long '.repeat(100_000),
  'db.query.text': "SELECT 'open FROM",
});

const SPANS: Readonly<Record<string, SentSpan>> = {
  'values of shop': sentSpan('values'),
  'price cart': sentSpan('priceCart'),
  'validate order': sentSpan('validateOrder'),
  'chat with a model': sentSpan('openaiChat'),
  'agent run': sentSpan('agentRun'),
  'old agent run': sentSpan('oldAgentRun'),
  'a query': made('a query', {
    'db.system.name': 'postgresql',
    'db.query.text': 'SELECT id, name FROM items WHERE id = $1 AND shop = $2 ORDER BY name',
  }),
  'a request': made('a request', {
    'http.request.method': 'POST',
    'url.full': 'https://api.example/v1/charge',
    'http.response.status_code': '502',
    'http.request.body.size': '2048',
    'http.response.body.size': '316',
    'http.request.resend_count': '3',
    'http.response.body': '{"error": {"code": "card_declined", "id": 12345678901234567890}}',
    'code.filepath': 'shop/pay.py',
    'code.lineno': '41',
    'code.function': 'charge',
  }),
  'a node error': made('a node error', {}, [
    {
      name: 'exception',
      attributes: texts({
        'exception.type': 'TypeError',
        'exception.message': 'price is not a function',
        'exception.stacktrace': NODE_STACK,
      }),
    },
    { name: 'retried', attributes: texts({ attempt: '2' }) },
  ]),
  hostile: HOSTILE,
};

export interface PayloadTrace {
  readonly traceId: string;
  /** The id of the span with this name. Throws when there is none. */
  spanId(name: string): string;
}

/** Sends the trace to `endpoint` (OTLP/HTTP base URL); one more trace has a span that links to its query. */
export async function sendPayloads(endpoint: string): Promise<PayloadTrace> {
  const traceId = randomBytes(16).toString('hex');
  const rootId = randomBytes(8).toString('hex');
  const ids = new Map(Object.keys(SPANS).map((name) => [name, randomBytes(8).toString('hex')]));
  const start = BigInt(Date.now() - 1_000) * 1_000_000n;
  const times = (index: number) => ({
    startTimeUnixNano: String(start + BigInt(index) * 40_000_000n),
    endTimeUnixNano: String(start + BigInt(index) * 40_000_000n + 37_000_000n),
  });
  const spans = Object.entries(SPANS).map(([name, { attributes, events }], index) => ({
    traceId,
    spanId: ids.get(name),
    parentSpanId: rootId,
    name,
    kind: 1,
    ...times(index),
    attributes: sent(attributes),
    events: events.map((event) => ({ name: event.name, timeUnixNano: times(index).endTimeUnixNano, attributes: sent(event.attributes) })),
    ...(events.some((event) => event.name === 'exception') ? { status: { code: 2 } } : {}),
  }));
  const root = {
    traceId,
    spanId: rootId,
    name: 'payloads',
    kind: 2,
    startTimeUnixNano: times(0).startTimeUnixNano,
    endTimeUnixNano: times(20).endTimeUnixNano,
  };
  const consumer = {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    name: 'consume the query',
    kind: 5,
    ...times(5),
    links: [{ traceId, spanId: ids.get('a query') }],
  };
  const resource = texts({
    'service.name': 'payloads',
    'telemetry.sdk.language': 'python',
    'vcs.repository.url.full': 'https://github.com/acme/shop',
    'vcs.repository.ref.revision': 'a3f2a1bc9d0',
    'logfire.code.root_path': 'services/shop',
    'logfire.code.work_dir': '/app',
  });
  const log = (second: number, body: AnyValue, more: object) => ({
    timeUnixNano: String(start + BigInt(second) * 1_000_000n),
    severityNumber: 9,
    severityText: 'INFO',
    body,
    ...more,
  });
  const logs = [
    ...Array.from({ length: 30 }, (_, index) => log(index, { stringValue: `line ${index}` }, {})),
    log(
      10,
      { stringValue: '\u001b[33mslow\u001b[0m: {not json}' },
      { severityNumber: 13, severityText: 'WARN', traceId, spanId: ids.get('a query') },
    ),
    log(12, { stringValue: '{"event": "paid", "amount": 12345678901234567890}' }, {}),
  ];
  const scope = { name: 'payloads' };
  await post(`${endpoint}/v1/traces`, {
    resourceSpans: [{ resource: { attributes: sent(resource) }, scopeSpans: [{ scope, spans: [root, ...spans, consumer] }] }],
  });
  await post(`${endpoint}/v1/logs`, {
    resourceLogs: [{ resource: { attributes: sent(resource) }, scopeLogs: [{ scope, logRecords: logs }] }],
  });
  return {
    traceId,
    spanId(name) {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`There is no span ${name} among the payloads.`);
      return id;
    },
  };
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
