/** What Hearth made of app.py: an unmodified program with the Logfire SDK. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { z } from 'zod';
import type { Attribute } from '@/lib/model/attribute';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';
import { eventually, outline, type Ask } from '@/e2e/compat/ask';
import { runProgram } from '@/e2e/compat/python';
import type { Report } from '@/e2e/compat/report';

const Ids = z.object({ item: z.string(), order: z.string(), broken: z.string(), open: z.string() });
const SERVICE = 'compat-logfire';
const ORDER = '{"id":7,"address":{"city":"Zürich","zip":"8001"},"amounts":[1.5,2.0]}';

const value: Field = { in: 'record', name: 'value' };
const metric = (name: string) => ({ signal: 'metrics', metric: name }) as const;
const find = (attributes: readonly Attribute[], key: string): Attribute | undefined =>
  attributes.find((attribute) => attribute.key === key);
const textOf = (attributes: readonly Attribute[], key: string): string | undefined => find(attributes, key)?.text;

/** Runs the app against `endpoint` and checks what was stored. */
export async function checkLogfire(report: Report, ask: Ask, interpreter: string, folder: string, endpoint: string): Promise<void> {
  console.log('\nLogfire SDK (FastAPI, SQLAlchemy, pydantic)');
  const program = runProgram(interpreter, [path.join(folder, 'app.py')], {
    LOGFIRE_BASE_URL: endpoint,
    LOGFIRE_TOKEN: 'any-token-will-do',
  });
  const ids = Ids.parse(JSON.parse(await program.line));

  await report.check('a span that has begun and not ended is there, without an end', async () => {
    const open = await eventually(
      async () => (await ask.trace(ids.open)).find(({ name }) => name === 'a long job'),
      'the pending span has not come',
    );
    assert.equal(open.duration, -1);
  });
  program.goOn();
  const { code, stderr } = await program.ended;
  await report.check('the program ends well, and its SDK has nothing to complain about', () => {
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /warn|error|fail|exception/i);
  });
  await report.check('the real span took the place of the pending one', async () => {
    const spans = await ask.trace(ids.open);
    assert.deepEqual(outline(spans), ['a long job', '  first half']);
    assert.ok(spans.every(({ duration }) => duration >= 0));
  });

  await checkTraces(report, ask, ids);
  await checkLogs(report, ask, ids.order);
  await checkMetrics(report, ask);
}

async function checkTraces(report: Report, ask: Ask, ids: z.infer<typeof Ids>): Promise<void> {
  await report.check('a request with a SQL statement is one tree', async () => {
    assert.deepEqual(outline(await ask.trace(ids.item)), ['GET /items/{item_id}', '  connect', '  SELECT']);
  });
  await report.check('the SQL span has system, operation and statement, under today’s field names', async () => {
    const fields: Field[] = (['dbSystem', 'dbOperation', 'dbStatement'] as const).map((name) => ({ in: 'record', name }));
    const { values, kind } = await ask.spanRow(ids.item, 'SELECT', fields);
    assert.deepEqual([kind, ...values], ['Client', 'sqlite', 'SELECT', 'SELECT name FROM items WHERE id = ?']);
  });
  await report.check('the server span has method, route, status, message and resource', async () => {
    const row = await ask.spanRow(ids.item, 'GET /items/{item_id}', [
      { in: 'record', name: 'httpMethod' },
      { in: 'record', name: 'httpRoute' },
      { in: 'record', name: 'environment' },
      { in: 'record', name: 'serviceVersion' },
      { in: 'record', name: 'root' },
    ]);
    assert.deepEqual([row.service, row.kind, row.message, row.httpStatus, row.level], [SERVICE, 'Server', 'GET /items/1', 200, 9]);
    assert.deepEqual(row.values.slice(0, 4), ['GET', '/items/{item_id}', 'test', '1.2.3']);
    assert.match(row.values[4] ?? '', /^(true|1)$/);
  });
  await report.check('a span of its own has message, tags and scope; consumed attributes are gone', async () => {
    const span = await ask.span(ids.order, 'place order {order_id}');
    assert.deepEqual([span.message, span.tags, span.scope.name], ['place order 7', ['orders', 'eu'], 'logfire']);
    assert.equal(textOf(span.attributes, 'logfire.msg_template'), 'place order {order_id}');
    assert.deepEqual(find(span.attributes, 'order_id'), { key: 'order_id', type: 'int', text: '7' });
    for (const key of ['logfire.msg', 'logfire.tags', 'logfire.span_type', 'logfire.level_num'])
      assert.equal(find(span.attributes, key), undefined, key);
  });
  await report.check('a nested pydantic value is a map with its JSON', async () => {
    const span = await ask.span(ids.order, 'place order {order_id}');
    const order = find(span.attributes, 'order');
    assert.equal(order?.type, 'map');
    assert.deepEqual(JSON.parse(order.text), JSON.parse(ORDER));
  });
  await report.check('logs are not in the trace’s tree of spans', async () => {
    assert.deepEqual(outline(await ask.trace(ids.order)), ['POST /orders', '  place order {order_id}']);
  });
  await report.check('an exception has type, message and stack, and makes its span an error', async () => {
    const span = await ask.span(ids.broken, 'GET /broken');
    const exception = span.events.find(({ name }) => name === 'exception');
    assert.equal(textOf(exception?.attributes ?? [], 'exception.type'), 'ValueError');
    assert.equal(textOf(exception?.attributes ?? [], 'exception.message'), 'the shelf collapsed');
    assert.match(
      textOf(exception?.attributes ?? [], 'exception.stacktrace') ?? '',
      /^Traceback[\s\S]*app\.py", line \d+, in broken[\s\S]*ValueError: the shelf collapsed/,
    );
    assert.deepEqual([span.status, span.level], ['Error', 17]);
    const row = await ask.spanRow(ids.broken, 'GET /broken', [{ in: 'record', name: 'exceptionMessage' }]);
    assert.deepEqual([row.exceptionType, row.values[0], row.httpStatus, row.status], ['ValueError', 'the shelf collapsed', 500, 'Error']);
  });
}

async function checkLogs(report: Report, ask: Ask, order: string): Promise<void> {
  await report.check('logfire.info, debug and warn are log records with level, message and span', async () => {
    const within = (await ask.trace(order)).find(({ name }) => name === 'place order {order_id}');
    const logs = (await ask.logs(SERVICE)).filter(({ traceId }) => traceId === order).reverse();
    assert.deepEqual(
      logs.map(({ severity, severityText, body, spanId }) => [severity, severityText, body, spanId]),
      [
        [9, 'INFO', 'order 7 accepted', within?.spanId],
        [5, 'DEBUG', 'checking stock', within?.spanId],
        [13, 'WARN', 'stock of lamp is low', within?.spanId],
      ],
    );
  });
  await report.check('their arguments and nested values are attributes', async () => {
    const [accepted, low] = ['order 7 accepted', 'stock of lamp is low'];
    const logs = await ask.logs(SERVICE, [
      { in: 'attributes', key: 'order' },
      { in: 'attributes', key: 'left' },
    ]);
    const of = (body?: string): readonly string[] => logs.find((log) => log.body === body)?.values ?? [];
    assert.deepEqual(JSON.parse(of(accepted)[0] ?? ''), JSON.parse(ORDER));
    assert.equal(of(low)[1], '2');
  });
}

async function checkMetrics(report: Report, ask: Ask): Promise<void> {
  const increase: Measure = { fn: 'increase', of: value };
  const last: Measure = { fn: 'last', of: value };
  await report.check('a counter (delta): 5 + 7 = 12 orders, 5 of them in ch', async () => {
    assert.deepEqual(await ask.figures(metric('compat.orders'), [increase]), [12]);
    assert.deepEqual(await ask.byAttribute('compat.orders', increase, 'country'), { ch: 5, fr: 7 });
  });
  await report.check('an up-down counter: 10 − 3 = 7 are waiting', async () => {
    assert.deepEqual(await ask.figures(metric('compat.waiting'), [last]), [7]);
  });
  await report.check('a gauge: 42.5 degrees', async () => {
    assert.deepEqual(await ask.figures(metric('compat.temperature'), [last]), [42.5]);
  });
  await report.check('an exponential histogram (delta): 4 observations, 1 + 2 + 3 + 4 = 10 s, the median between 2 and 3', async () => {
    const [count, sum, median] = await ask.figures(metric('compat.seconds'), [
      { fn: 'count' },
      { fn: 'sum', of: { in: 'record', name: 'sum' } },
      { fn: 'quantile', of: value, q: 0.5 },
    ]);
    assert.deepEqual([count, sum], [4, 10]);
    assert.ok(typeof median === 'number' && median > 1.99 && median < 3.01, `the median is ${median}`);
  });
  await report.check('the instrumentation’s own metrics: three requests were served', async () => {
    assert.deepEqual(await ask.figures(metric('http.server.duration'), [{ fn: 'count' }]), [3]);
  });
}
