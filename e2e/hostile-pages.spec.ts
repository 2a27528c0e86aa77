/** One Hearth whose pages, API and SQL page are asked for what they must not give. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ask } from '@/e2e/ask';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { exportRequest } from '@/e2e/otlp';
import { rawRequest } from '@/e2e/raw-http';
import type { ErrorBody } from '@/lib/model/api';
import type { CellValue } from '@/lib/model/answer';

let hearth: TestHearth;
const SECRET = 'correct-horse-battery-staple';

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  hearth = await startTestHearth({ env: { HEARTH_TEST_SECRET: SECRET } });
  const headers = { 'content-type': 'application/x-protobuf' };
  await fetch(`${hearth.otlpHttp}/v1/traces`, { method: 'POST', headers, body: exportRequest('api', 0, 3) });
});
test.afterAll(() => hearth.dispose());

interface Told {
  readonly status: number;
  readonly error: ErrorBody['error'];
}

const sqlBody = (text: string, limit = 10) =>
  JSON.stringify({ spec: { kind: 'native', language: 'sql', text, limit }, frame: { range: { from: 0, to: Date.now() }, step: 60_000 } });

function runSql(text: string, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: hearth.app };
  return fetch(`${hearth.app}/api/query`, { method: 'POST', headers, body: sqlBody(text), signal });
}

async function refusal(text: string): Promise<Told> {
  const response = await runSql(text);
  const { error } = (await response.json()) as ErrorBody;
  return { status: response.status, error };
}

async function rows(text: string): Promise<readonly (readonly CellValue[])[]> {
  const answer = await ask(hearth.app, { kind: 'native', language: 'sql', text, limit: 1_000 });
  if (answer.kind !== 'native') throw new Error(answer.kind);
  return answer.table.rows;
}

test('pages carry a policy, are not framed, and answer to their own names alone', async () => {
  for (const page of ['/', '/traces', '/sql', '/dashboards/api-overview', '/nowhere']) {
    const { headers } = await fetch(`${hearth.app}${page}`, { redirect: 'manual' });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy, page).toContain(`default-src 'self'`);
    expect(policy, page).toContain(`frame-ancestors 'none'`);
    expect(policy, page).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}'/);
    expect(policy.split(';').find((rule) => rule.includes('script-src'))).not.toContain('unsafe');
    expect(Object.fromEntries(headers), page).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
  }
  const nonces = await Promise.all([1, 2].map(async () => (await fetch(`${hearth.app}/sql`)).headers.get('content-security-policy')));
  expect(nonces[0]).not.toBe(nonces[1]);
  for (const door of [hearth.app, hearth.otlpHttp]) {
    for (const asked of ['/', '/traces', '/api/status', '/health']) {
      expect((await rawRequest(`${door}${asked}`, { method: 'GET', headers: { host: 'evil.example' } })).status, asked).toBe(421);
    }
  }
});

test('the API takes commands from its own pages alone, in the form that it asks for', async () => {
  const url = `${hearth.app}/api/query`;
  const own = { 'content-type': 'application/json', origin: hearth.app };
  const good = Buffer.from(sqlBody('SELECT 1'));
  const { origin: _, ...withoutOrigin } = own;
  const cases: [string, Parameters<typeof rawRequest>[1], number, RegExp][] = [
    ['no origin', { headers: withoutOrigin, body: good }, 403, /^A request that changes something needs an Origin header/],
    [
      'a foreign origin',
      { headers: { ...own, origin: 'http://evil.example' }, body: good },
      403,
      /^A page of "http:\/\/evil\.example" may not/,
    ],
    ['a sandboxed page', { headers: { ...own, origin: 'null' }, body: good }, 403, /^A page of "null" may not/],
    ['no JSON', { headers: own, body: Buffer.from('{') }, 400, /^The request's body is not JSON: /],
    ['JSON of another kind', { headers: own, body: Buffer.from('"x"') }, 400, /^The request does not fit: /],
    ['another shape', { headers: own, body: Buffer.from('{"spec":{}}') }, 400, /^The request does not fit: /],
    ['too much', { headers: own, body: Buffer.alloc(1_100_000, 'x') }, 413, /^The request is larger than 1 MB\.$/],
    [
      'too much, unannounced',
      { headers: { ...own, 'transfer-encoding': 'chunked' }, body: [Buffer.alloc(1_100_000, 'x')] },
      413,
      /^The request is larger than 1 MB\.$/,
    ],
  ];
  for (const [name, request, status, reason] of cases) {
    const answer = await rawRequest(url, request);
    expect(answer.status, name).toBe(status);
    expect(answer.headers['x-content-type-options'], name).toBe('nosniff');
    expect((JSON.parse(answer.body.toString()) as ErrorBody).error.message, name).toMatch(reason);
  }
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH'])
    expect((await rawRequest(url, { method, headers: own })).status, method).toBe(405);
  const answered = await runSql('SELECT 1');
  expect(Object.fromEntries(answered.headers)).toMatchObject({ 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
});

const outside = (name: string) => path.join(hearth.dataFolder, name);

test('SQL changes nothing, writes nothing and reaches nothing outside the store', async () => {
  const refused: [string, RegExp][] = [
    [`INSERT INTO otel_traces (TraceId) VALUES ('x')`, /^Only statements that read/],
    ['DROP TABLE otel_traces', /^Only statements that read/],
    ['ALTER TABLE otel_traces DELETE WHERE 1', /^Only statements that read/],
    ['SET readonly = 0', /^Only statements that read/],
    ['SYSTEM SHUTDOWN', /^Only statements that read/],
    [`KILL QUERY WHERE 1`, /^Only statements that read/],
    ['SELECT 1 SETTINGS readonly = 0', /^SETTINGS are not available here/],
    ['SELECT 1 SETTINGS max_execution_time = 0', /^SETTINGS are not available here/],
    [`SELECT 1 INTO OUTFILE '${outside('out')}'`, /^INTO OUTFILE is not available here/],
    [`SELECT * FROM file('/etc/passwd', 'LineAsString')`, /^Reading files is not available here/],
    [`SELECT file('/etc/passwd')`, /^Reading files is not available here/],
    [`SELECT * FROM url('${hearth.app}/health', 'LineAsString')`, /^The table function url is not available here/],
    [`SELECT * FROM s3('${hearth.app}/x.csv', 'CSV')`, /./],
    [`SELECT * FROM remote('127.0.0.1', 'system.one')`, /./],
    [`SELECT * FROM mysql('127.0.0.1', 'a', 'b', 'c', 'd')`, /./],
    [`SELECT * FROM postgresql('127.0.0.1', 'a', 'b', 'c', 'd')`, /./],
    [`SELECT * FROM executable('id', 'TSV', 'x String')`, /./],
    [`DESCRIBE url('${hearth.app}/health', 'LineAsString')`, /^Only tables can be described here/],
    ['SELECT 1; SELECT 2', /./],
    ['SELECT 1; DROP TABLE otel_traces', /./],
    ['SELECT * FROM system.users', /./],
  ];
  for (const [text, reason] of refused) {
    const { status, error } = await refusal(text);
    expect([400, 403], `${text}: ${status} ${error.message}`).toContain(status);
    expect(['denied', 'invalid', 'unsupported'], text).toContain(error.fault);
    expect(error.message, text).toMatch(reason);
  }
  expect(existsSync(outside('out'))).toBe(false);
  expect(await rows('SELECT count() FROM otel_traces')).toEqual([[3]]);
});

test('no table tells what the process was started with', async () => {
  const tables = await rows(
    `SELECT name FROM system.tables WHERE database = 'system' AND name NOT LIKE '%numbers%' AND name NOT LIKE 'zeros%'`,
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const [table] of tables) {
    const response = await runSql(`SELECT * FROM system.${String(table)} LIMIT 1000`);
    // what is not for people is refused before it runs; what is, answers
    expect([200, 403], String(table)).toContain(response.status);
    expect((await response.text()).replaceAll('HEARTH_TEST_SECRET', ''), String(table)).not.toContain(SECRET);
  }
});

test('what is too long or too large is cut or ended, with a sentence', async () => {
  test.setTimeout(120_000);
  // by itself: beside one that takes all processors it might run out of time before it is out of memory
  const greedy = await refusal('SELECT length(groupArray(number)) FROM numbers(1000000000)');
  expect(greedy.error.message).toBe('The query needs more memory than is allowed. A shorter time range or fewer groups help.');
  const late = refusal('SELECT sum(sipHash64(number)) FROM numbers(1000000000000)');
  const many = await ask(hearth.app, { kind: 'native', language: 'sql', text: 'SELECT number FROM system.numbers', limit: 100 });
  expect(many).toMatchObject({ kind: 'native', partial: true });
  expect(many.kind === 'native' && many.table.rows).toHaveLength(100);
  expect(await late).toMatchObject({
    status: 504,
    error: { fault: 'timeout', message: 'The query took longer than is allowed. A shorter time range or a narrower filter helps.' },
  });
});

test('queries that nobody waits for make room for others', async () => {
  const gaveUp = new AbortController();
  const endless = 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)';
  const running = `SELECT count() FROM system.processes WHERE query = '${endless}'`;
  // as many as fit beside the one that counts them
  const given = [1, 2].map(() => runSql(endless, gaveUp.signal).catch(() => undefined));
  await expect.poll(() => rows(running)).toEqual([[2]]);
  gaveUp.abort();
  await Promise.all(given);
  await expect.poll(() => rows(running)).toEqual([[0]]);
});
