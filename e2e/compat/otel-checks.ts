/** What Hearth made of otel_app.py: the plain OpenTelemetry SDK with its OTLP exporters. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { z } from 'zod';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';
import { outline, type Ask } from '@/e2e/compat/ask';
import { runProgram } from '@/e2e/compat/python';
import type { Report } from '@/e2e/compat/report';

export type Protocol = 'http' | 'grpc';
const Ids = z.object({ trace: z.string() });
const value: Field = { in: 'record', name: 'value' };

/** Runs the program with one of the exporters against `endpoint` and checks what was stored. */
export async function checkOtel(
  report: Report,
  ask: Ask,
  interpreter: string,
  folder: string,
  protocol: Protocol,
  endpoint: string,
): Promise<void> {
  console.log(`\nOpenTelemetry SDK, OTLP over ${protocol}, gzip`);
  const program = runProgram(interpreter, [path.join(folder, 'otel_app.py'), protocol], { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const { trace } = Ids.parse(JSON.parse(await program.line));
  const { code, stderr } = await program.ended;
  await report.check('the program ends well, and its exporters have nothing to complain about', () =>
    assert.deepEqual([code, stderr], [0, '']),
  );
  await checkTrace(report, ask, trace);
  await checkLog(report, ask, `compat-otel-${protocol}`, trace);
  await checkMetrics(report, ask, `compat.${protocol}`);
}

async function checkTrace(report: Report, ask: Ask, trace: string): Promise<void> {
  await report.check('a server span with a client span in it', async () => {
    assert.deepEqual(outline(await ask.trace(trace)), ['GET /things', '  SELECT things']);
  });
  await report.check('attributes of every type, exactly', async () => {
    const { attributes } = await ask.span(trace, 'GET /things');
    const sent = (key: string): [string, string] | undefined => {
      const found = attributes.find((attribute) => attribute.key === key);
      return found && [found.type, found.text];
    };
    assert.deepEqual(['big', 'part', 'yes', 'list', 'text'].map(sent), [
      ['int', '9007199254740993'],
      ['double', '0.25'],
      ['bool', 'true'],
      ['array', '["a","b"]'],
      ['string', 'Grüße 🔥'],
    ]);
  });
  await report.check('kind, status, tenant, environment, host and scope', async () => {
    const names = ['tenant', 'environment', 'host', 'serviceVersion', 'httpRoute'] as const;
    const row = await ask.spanRow(
      trace,
      'GET /things',
      names.map((name) => ({ in: 'record', name })),
    );
    assert.deepEqual([row.kind, row.status, row.level, ...row.values], ['Server', 'Error', 17, 'acme', 'test', 'box', '0.1.0', '/things']);
    const span = await ask.span(trace, 'GET /things');
    assert.deepEqual([span.statusMessage, span.scope.name, span.scope.version], ['no such thing', 'compat', '9.9']);
  });
  await report.check('an exception event, an event with attributes, a link', async () => {
    const server = await ask.span(trace, 'GET /things');
    assert.deepEqual(
      server.events.map(({ name }) => name),
      ['exception'],
    );
    assert.deepEqual(
      server.links.map(({ attributes }) => attributes),
      [[{ key: 'why', type: 'string', text: 'after' }]],
    );
    const client = await ask.span(trace, 'SELECT things');
    assert.deepEqual(
      client.events.map(({ name, attributes }) => [name, attributes]),
      [['fetched', [{ key: 'rows', type: 'int', text: '3' }]]],
    );
  });
}

async function checkLog(report: Report, ask: Ask, service: string, trace: string): Promise<void> {
  await report.check('a log record with a structured body, severity, event name and span', async () => {
    const logs = await ask.logs(service, [
      { in: 'attributes', key: 'item' },
      { in: 'record', name: 'tenant' },
    ]);
    assert.equal(logs.length, 1);
    const [log] = logs;
    const server = (await ask.trace(trace)).find(({ name }) => name === 'GET /things');
    assert.deepEqual(
      [log?.severity, log?.severityText, log?.eventName, log?.traceId, log?.spanId],
      [13, 'WARNING', 'stock.low', trace, server?.spanId],
    );
    assert.deepEqual(JSON.parse(log?.body ?? ''), { what: 'shelf', left: [1, 2] });
    assert.deepEqual(log?.values, ['lamp', 'acme']);
  });
}

async function checkMetrics(report: Report, ask: Ask, prefix: string): Promise<void> {
  const figures = (name: string, ...measures: Measure[]) => ask.figures({ signal: 'metrics', metric: `${prefix}.${name}` }, measures);
  await report.check('a cumulative counter that goes 0, 3, 8 has risen by 8', async () => {
    assert.deepEqual(await figures('counter', { fn: 'increase', of: value }), [8]);
  });
  await report.check('an up-down counter: −2 + 1 + 3 = 2', async () => {
    assert.deepEqual(await figures('up_down', { fn: 'last', of: value }), [2]);
  });
  await report.check('a gauge: last 25.5, at most 25.5, at least 20.5', async () => {
    assert.deepEqual(
      await figures('gauge', { fn: 'last', of: value }, { fn: 'max', of: value }, { fn: 'min', of: value }),
      [25.5, 25.5, 20.5],
    );
  });
  for (const histogram of ['explicit', 'exponential']) {
    await report.check(`a cumulative ${histogram} histogram of 3 and 5: 2 observations, 8 in all, the highest in (2, 5]`, async () => {
      const [count, sum, highest] = await figures(
        histogram,
        { fn: 'count' },
        { fn: 'sum', of: { in: 'record', name: 'sum' } },
        { fn: 'quantile', of: value, q: 1 },
      );
      assert.deepEqual([count, sum], [2, 8]);
      assert.ok(typeof highest === 'number' && highest > 2 && highest < 5.01, `the highest is ${highest}`);
    });
  }
}
