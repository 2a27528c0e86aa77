/**
 * `npm run bench:ingest`: what the receiver takes in, durably, beside what the engine alone inserts of the same rows.
 * Everything runs on this machine, the load generator in this process.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Session } from 'chdb';
import { processorSeconds, processorShare, residentMib } from '@/bench/processes';
import { printTable, quantile, timed } from '@/bench/table';
import { ask, countSpans } from '@/e2e/ask';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { exportRequest } from '@/e2e/otlp';
import type { Status } from '@/lib/model/api';

const SPANS = 512;
const LOAD_SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const CONNECTIONS = 16;
const ENGINE_ROWS = 200_000;
const MERGE_SECONDS = 60;

const ATTRIBUTES = {
  'http.request.method': 'POST',
  'http.route': '/api/v1/streams',
  'http.response.status_code': '201',
  'url.scheme': 'https',
  'server.address': 'api.example',
  'tenant.id': 'acme',
  'user.id': 'u_2210',
  'operation.type': 'provision',
  'thread.name': 'worker-3',
  'code.function': 'start_stream',
  'network.protocol.version': '1.1',
  'session.id': 's_81920',
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function post(endpoint: string, body: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${endpoint}/v1/traces`,
      { method: 'POST', agent, headers: { 'content-type': 'application/x-protobuf', 'content-length': body.length } },
      (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    call.once('error', reject).end(body);
  });
}

/** Different bodies, so that none is taken for a replay; ids are changed in place before each sending. */
function* bodies(service: string): Generator<Uint8Array> {
  for (let batch = 0; ; batch++) yield exportRequest(service, batch, SPANS, ATTRIBUTES);
}

async function full(hearth: TestHearth): Promise<{ perSecond: number; refused: number; cpu: number }> {
  const made = bodies('full');
  // made beforehand: what is measured is the receiver, and the sending
  const ready = Array.from({ length: Math.ceil((LOAD_SECONDS * 80_000) / SPANS) }, () => made.next().value as Uint8Array);
  let sent = 0;
  let acknowledged = 0;
  let refused = 0;
  const before = processorSeconds(hearth.process.pid ?? 0);
  const start = performance.now();
  const end = start + LOAD_SECONDS * 1_000;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < end && sent < ready.length) {
        const status = await post(hearth.otlpHttp, ready[sent++] ?? new Uint8Array());
        if (status === 200) acknowledged += SPANS;
        else refused += 1;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  const { distinct } = await countSpans(hearth.app, 'full');
  if (distinct !== acknowledged) throw new Error(`${acknowledged} spans were acknowledged, ${distinct} are stored.`);
  return { perSecond: acknowledged / seconds, refused, cpu: (processorSeconds(hearth.process.pid ?? 0) - before) / seconds };
}

/** Acknowledgement times in ms at 5 000 spans/s. */
async function paced(hearth: TestHearth): Promise<number[]> {
  const made = bodies('paced');
  const every = (SPANS / 5_000) * 1_000;
  const times: Promise<number>[] = [];
  const start = performance.now();
  for (let turn = 0; turn * every < LOAD_SECONDS * 1_000; turn++) {
    const body = made.next().value as Uint8Array;
    await sleep(Math.max(0, start + turn * every - performance.now()));
    times.push(timed(() => post(hearth.otlpHttp, body)));
  }
  return Promise.all(times);
}

/** From sending one span to its first appearance in an answer, in ms. */
async function visible(hearth: TestHearth): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < 20; turn++) {
    const service = `visible-${turn}`;
    times.push(
      await timed(async () => {
        const sending = post(hearth.otlpHttp, exportRequest(service, 0, 1));
        while ((await countSpans(hearth.app, service)).rows === 0) await sleep(5);
        await sending;
      }),
    );
  }
  return times;
}

/** The engine's own rate for rows that Hearth stored, into a table of the same columns without views. */
async function engine(dataFolder: string): Promise<(readonly [string, number])[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-engine-'));
  const session = new Session(path.join(dataFolder, 'telemetry'));
  const rates: (readonly [string, number])[] = [];
  for (const format of ['JSONEachRow', 'Native'] as const) {
    const file = path.join(folder, `rows.${format}`);
    await session.queryAsync(`SELECT * FROM otel_traces LIMIT ${ENGINE_ROWS} INTO OUTFILE '${file}' FORMAT ${format}`);
    await session.queryAsync(`CREATE TABLE bench_${format} AS otel_traces`);
    const columns = await session.queryAsync(
      `SELECT name FROM system.columns WHERE table = 'otel_traces' AND default_kind NOT IN ('MATERIALIZED', 'ALIAS')`,
      { format: 'TSV' },
    );
    const names = columns
      .text()
      .trim()
      .split('\n')
      .map((name) => `\`${name}\``)
      .join(', ');
    const buffer = await readFile(file);
    const millis = await timed(() =>
      format === 'Native'
        ? session.queryAsync(`INSERT INTO bench_Native (${names}) SELECT * FROM file('${file}', Native)`)
        : session.insert({ table: 'bench_JSONEachRow', values: buffer, format: 'JSONEachRow' }),
    );
    rates.push([format, ENGINE_ROWS / (millis / 1_000)]);
  }
  session.close();
  await rm(folder, { recursive: true, force: true });
  return rates;
}

/** The demo on an empty store: how long its 24 hours take, and what a span takes on disk, trace bounds included. */
async function demo(): Promise<{ seconds: number; bytesPerSpan: number; spans: number }> {
  const shown = await startTestHearth({ args: ['--demo'] });
  const start = performance.now();
  const state = async () => ((await (await fetch(`${shown.app}/api/status`)).json()) as Status).demo.state;
  while ((await state()) === 'filling') await sleep(500);
  const seconds = (performance.now() - start) / 1_000;
  if ((await state()) !== 'live') throw new Error(`The demo is ${await state()}.`);
  // parts go on merging after the flood
  await sleep(MERGE_SECONDS * 1_000);
  const text = `SELECT sumIf(rows, table = 'otel_traces'), sum(bytes_on_disk) FROM system.parts WHERE active AND table IN ('otel_traces', 'otel_traces_trace_id_ts')`;
  const answer = await ask(shown.app, { kind: 'native', language: 'sql', text, limit: 1 });
  const [row] = answer.kind === 'native' ? answer.table.rows : [];
  await shown.dispose();
  return { seconds, spans: Number(row?.[0]), bytesPerSpan: Number(row?.[1]) / Number(row?.[0]) };
}

const hearth = await startTestHearth();
const pid = hearth.process.pid ?? 0;
await sleep(10_000);
const idleCpu = await processorShare(pid, 20);
printTable(
  'Idle, 10 s after the start',
  ['figure', 'measured', 'goal'],
  [
    ['resident memory, MiB', residentMib(pid).toFixed(0), '≤ 700'],
    ['one processor, %', (idleCpu * 100).toFixed(1), '≤ 3'],
  ],
);

const seen = await visible(hearth);
const latencies = await paced(hearth);
const load = await full(hearth);
const resident = residentMib(pid);
await hearth.stop();
const own = await engine(hearth.dataFolder);
await hearth.dispose();
const filled = await demo();

printTable(
  `Spans of 12 attributes, ${SPANS} a request, HTTP protobuf, ${CONNECTIONS} connections, ${LOAD_SECONDS} s`,
  ['figure', 'measured', 'goal'],
  [
    ['acknowledged, stored, spans/s', load.perSecond.toFixed(0), '≥ 40 000'],
    ['requests refused', load.refused, ''],
    ['processors used by Hearth', load.cpu.toFixed(2), ''],
    ['resident memory after it, MiB', resident.toFixed(0), ''],
    ...own.map(([format, rate]) => [`engine alone, ${format}, rows/s`, rate.toFixed(0), ''] as const),
  ],
);
printTable(
  'Times, ms',
  ['figure', 'p50', 'p99', 'goal'],
  [
    ['acknowledgement at 5 000 spans/s', quantile(latencies, 0.5).toFixed(0), quantile(latencies, 0.99).toFixed(0), 'p99 ≤ 300'],
    ['sent → visible in a query', quantile(seen, 0.5).toFixed(0), quantile(seen, 0.99).toFixed(0), '≤ 1 000'],
  ],
);
printTable(
  `The demo: 24 hours, ${filled.spans} spans`,
  ['figure', 'measured', 'goal'],
  [
    ['from the start to live, s', filled.seconds.toFixed(0), '≤ 60'],
    [`bytes on disk a span, ${MERGE_SECONDS} s later`, filled.bytesPerSpan.toFixed(1), '≤ 60'],
  ],
);
