/** The tail of a whole process: under load, over broken connections, floods, slow readers and a kill. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { ask } from '@/e2e/ask';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { exportRequest } from '@/e2e/otlp';
import { ASK, TailReader } from '@/e2e/tail-reader';
import type { TailAsk } from '@/lib/model/live';
import { record } from '@/lib/model/record-field';

// on a quiet machine all of it takes half a minute
test.describe.configure({ timeout: 180_000 });

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
});
test.afterAll(() => hearth.dispose());

const ofService = (service: string): TailAsk => ({ ...ASK, where: { op: 'eq', field: record('service'), value: service } });

async function send(service: string, batch: number, count: number): Promise<void> {
  const response = await fetch(`${hearth.otlpHttp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: exportRequest(service, batch, count),
  });
  expect(response.status).toBe(200);
  await response.arrayBuffer();
}

async function storedIds(service: string): Promise<string[]> {
  const text = `SELECT SpanId FROM otel_traces WHERE ServiceName = '${service}' ORDER BY SpanId`;
  const answer = await ask(hearth.app, { kind: 'native', language: 'sql', text, limit: 10_000 });
  return answer.kind === 'native' ? answer.table.rows.map(([id]) => String(id)) : [];
}

test('5 000 records over a connection that breaks again and again: each comes once, or is counted', async () => {
  const reader = new TailReader(hearth.app, ofService('soak'));
  await reader.connect();
  let sending = true;
  const sender = (async () => {
    for (let batch = 0; batch < 50; batch++) {
      await send('soak', batch, 100);
      await sleep(300);
    }
    sending = false;
  })();
  let breaks = 0;
  while (sending) {
    await sleep(600);
    await reader.break();
    breaks += 1;
    await sleep(100);
    await reader.connect();
  }
  await sender;
  await expect.poll(() => reader.rows.length + reader.left, { timeout: 20_000 }).toBe(5_000);
  expect(breaks).toBeGreaterThan(5);
  expect(reader.kinds('gap')).toBe(0);
  const stored = await storedIds('soak');
  expect(stored).toHaveLength(5_000);
  const came = new Set(reader.rows.map(({ spanId }) => spanId));
  // each once; what came too fast for a page is counted, and is the rest
  expect(came.size).toBe(reader.rows.length);
  expect(stored.filter((id) => !came.has(id))).toHaveLength(reader.left);
  await reader.break();
});

test('a flood of 20 000: what is left out is counted, exactly, for everyone who watches', async () => {
  const readers = [ofService('flood'), { ...ofService('flood'), roots: true }, ofService('someone-else')].map(
    (each) => new TailReader(hearth.app, each),
  );
  await Promise.all(readers.map((reader) => reader.connect()));
  await Promise.all(Array.from({ length: 8 }, (_, batch) => send('flood', batch, 2_500)));
  const [all, roots, other] = readers;
  for (const reader of [all, roots])
    await expect.poll(() => (reader?.rows.length ?? 0) + (reader?.left ?? 0), { timeout: 30_000 }).toBe(20_000);
  expect(all?.left).toBeGreaterThan(0);
  expect(new Set(all?.rows.map(({ spanId }) => spanId)).size).toBe(all?.rows.length);
  expect((other?.rows.length ?? 0) + (other?.left ?? 0)).toBe(0);
  await Promise.all(readers.map((reader) => reader.break()));
});

test('a reader that does not read holds nobody up, and is told of all when it does', async () => {
  const { hostname, port, host } = new URL(hearth.app);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const path = `/api/live?ask=${encodeURIComponent(JSON.stringify({ ...ofService('slow'), roots: true }))}`;
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: gzip\r\n\r\n`);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const figures = () => {
    // the chunks' lengths stand between the lines
    const events = [...text.matchAll(/^data: (\{"kind":"records".*\})\r?$/gm)].map(([, json]) => JSON.parse(json ?? '{}') as { rows: unknown[]; left: number }); // prettier-ignore
    return events.reduce((sum, { rows, left }) => sum + rows.length + left, 0);
  };
  await expect.poll(() => text).toContain('"cursor"');
  expect(text.toLowerCase()).not.toContain('content-encoding');
  socket.pause();
  for (let batch = 0; batch < 20; batch++) await send('slow', batch, 1_000);
  expect(figures()).toBe(0);
  socket.resume();
  await expect.poll(figures, { timeout: 30_000 }).toBe(20_000);
  socket.destroy();
});

test('who leaves is forgotten: more may come one after another than at once', async () => {
  for (let visit = 0; visit < 120; visit++) {
    const reader = new TailReader(hearth.app, ASK);
    // a server that has not noticed yet that someone left may refuse for a moment
    await expect.poll(() => reader.connect().then(() => 'open', String)).toBe('open');
    await reader.break();
  }
});

test('a filter that only the store evaluates is polled, and says why', async () => {
  const reader = new TailReader(hearth.app, {
    ...ASK,
    signals: ['spans'],
    where: {
      op: 'and',
      of: [
        { op: 'eq', field: record('service'), value: 'polled' },
        { op: 'matches', field: record('name'), value: 'work [13]$' },
      ],
    },
  });
  await reader.connect();
  for (const batch of [1, 2, 3]) await send('polled', batch, 10);
  await expect.poll(() => reader.rows.length, { timeout: 15_000 }).toBe(20);
  expect(reader.events[0]).toMatchObject({ kind: 'mode', pushed: false, reason: expect.stringContaining('regular expression') });
  await reader.break();
});

test('an ask that does not fit is refused with a sentence', async () => {
  const refusal = async (text: string) => {
    const response = await fetch(`${hearth.app}/api/live?ask=${encodeURIComponent(text)}`);
    return [response.status, ((await response.json()) as { error: { message: string } }).error.message] as const;
  };
  expect(await refusal('{')).toEqual([400, expect.stringContaining('The ask is not JSON')]);
  expect(await refusal('{"signals":["metrics"],"roots":true,"fields":[]}')).toEqual([400, expect.stringContaining('signals')]);
});

test('kill -9: who comes back is told of the gap, and goes on; a stop waits for nobody who watches', async () => {
  const reader = new TailReader(hearth.app, ofService('killed'));
  await reader.connect();
  await send('killed', 0, 10);
  await expect.poll(() => reader.rows.length).toBe(10);
  hearth.process.kill('SIGKILL');
  await reader.end();
  await hearth.stop('SIGKILL');
  await expect(reader.connect()).rejects.toThrow();
  hearth = await startTestHearth({ dataFolder: hearth.dataFolder, env: { PORT: new URL(hearth.app).port } });
  await reader.connect();
  await expect.poll(() => reader.kinds('gap')).toBe(1);
  await send('killed', 1, 10);
  await expect.poll(() => reader.rows.length).toBe(20);
  const other = new TailReader(hearth.app, ASK);
  await other.connect();
  expect(await hearth.stop('SIGTERM')).toBe(0);
  await Promise.all([reader.end(), other.end()]);
});
