/** `npm run bench:live`: the Live page while 2 000 records a second come in, for ten minutes (BENCH_MINUTES). */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import { openBrowser, pageProcess, pidsOf } from '@/bench/browser';
import { processorSeconds, residentMib } from '@/bench/processes';
import { printTable, quantile } from '@/bench/table';
import { startTestHearth } from '@/e2e/hearth';
import { tracesRequest } from '@/e2e/otlp';

const MINUTES = Number(process.env.BENCH_MINUTES ?? 10);
const PER_SECOND = 2_000;
/** A request of five traces of ten spans, forty times a second: as several senders' batches come. */
const CHILDREN = 9;
const TRACES = 5;
const EVERY_MILLIS = (1_000 * TRACES * (CHILDREN + 1)) / PER_SECOND;
/** The page is left alone for so long before anything is measured. */
const WARM_UP_MILLIS = 15_000;

const ATTRIBUTES = {
  'http.request.method': 'POST',
  'http.route': '/api/v1/streams',
  'http.response.status_code': '201',
  'tenant.id': 'acme',
  'user.id': 'u_2210',
  'code.function': 'start_stream',
};

/** Sends until `signal` aborts, on time whatever a request takes; how many records Hearth took. */
async function send(endpoint: string, signal: AbortSignal): Promise<number> {
  const began = performance.now();
  const underWay = new Set<Promise<void>>();
  let taken = 0;
  for (let turn = 0; !signal.aborted; turn++) {
    const wait = began + turn * EVERY_MILLIS - performance.now();
    if (wait > 0) await sleep(wait);
    const names = Array.from({ length: TRACES }, (_, index) => `sent ${Date.now()} ${turn * TRACES + index}`);
    const call = post(endpoint, tracesRequest('live', names, CHILDREN, ATTRIBUTES)).then((stored) => {
      if (stored) taken += TRACES * (CHILDREN + 1);
      underWay.delete(call);
    });
    underWay.add(call);
  }
  await Promise.all(underWay);
  return taken;
}

async function post(endpoint: string, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const response = await fetch(`${endpoint}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body });
  await response.arrayBuffer();
  return response.ok;
}

// as text: the compiler that runs this file adds calls to functions that a page doesn't have
const WATCH = `
  window.painted = { delays: [], seen: 0, most: 0 };
  requestAnimationFrame(function look() {
    // what a frame finds here is painted with it
    const rows = document.querySelectorAll('[role=treegrid] [role=row]');
    window.painted.most = Math.max(window.painted.most, rows.length);
    let newest = window.painted.seen;
    for (const row of rows) {
      const [, at, number] = /sent (\\d+) (\\d+)/.exec(row.textContent) ?? [];
      if (Number(number) <= window.painted.seen) continue;
      window.painted.delays.push(Date.now() - Number(at));
      newest = Math.max(newest, Number(number));
    }
    window.painted.seen = newest;
    requestAnimationFrame(look);
  });`;
const TAKE = '({ most: window.painted.most, delays: window.painted.delays.splice(0) })';

interface Minute {
  readonly cpu: number;
  readonly gpu: number;
  readonly server: number;
  readonly heap: number;
  readonly resident: number;
  readonly delays: readonly number[];
  readonly mostRows: number;
}

const seconds = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + processorSeconds(pid), 0);

/** What the page uses over `millis`, and what it holds after. */
async function measure(
  page: Page,
  session: CDPSession,
  millis: number,
  pids: Record<'page' | 'gpu' | 'server', number[]>,
): Promise<Minute> {
  const before = { page: seconds(pids.page), gpu: seconds(pids.gpu), server: seconds(pids.server), at: performance.now() };
  await sleep(millis);
  const share = (kind: keyof typeof pids) => (seconds(pids[kind]) - before[kind]) / ((performance.now() - before.at) / 1_000);
  const used = { cpu: share('page'), gpu: share('gpu'), server: share('server') };
  // what nothing refers to any more is not what the page needs
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { most, delays } = await page.evaluate<{ most: number; delays: number[] }>(TAKE);
  const resident = pids.page.reduce((sum, pid) => sum + residentMib(pid), 0);
  return { ...used, heap: usedSize / 2 ** 20, resident, delays, mostRows: most };
}

const hearth = await startTestHearth();
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
const session = await page.context().newCDPSession(page);
const stop = new AbortController();
const sent = send(hearth.otlpHttp, stop.signal);
await page.goto(`${hearth.app}/live`);
await page.locator('[role=treegrid] [role=row]', { hasText: /sent \d+/ }).first().waitFor(); // prettier-ignore
await sleep(WARM_UP_MILLIS);
await page.evaluate(WATCH);
await page.evaluate(TAKE);
const pids = {
  page: [await pageProcess(browser)],
  gpu: await pidsOf(browser, 'GPU'),
  server: [hearth.process.pid ?? 0],
};

const began = performance.now();
const minutes: Minute[] = [];
for (let minute = 0; minute < Math.max(1, MINUTES); minute++) {
  minutes.push(await measure(page, session, Math.min(1, MINUTES) * 60_000, pids));
}
const lasted = (performance.now() - began) / 1_000;
stop.abort();
const taken = await sent;
await browser.close();
await hearth.dispose();

const delays = minutes.flatMap((minute) => minute.delays);
const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
const millis = (list: readonly number[], q: number) => quantile(list, q).toFixed(0);
printTable(
  `Live at ${PER_SECOND} records/s`,
  ['minute', 'page, of a core', 'drawing (GPU process)', 'Hearth', 'JS heap, MiB', 'resident, MiB', 'sent → painted p50, ms', 'p95'],
  minutes.map(({ cpu, gpu, server, heap, resident, delays: own }, index) => [
    index + 1,
    ...[cpu, gpu, server].map(percent),
    heap.toFixed(1),
    resident.toFixed(0),
    millis(own, 0.5),
    millis(own, 0.95),
  ]),
);
const last = minutes.at(-1);
const first = minutes[0];
const worst = (of: (minute: Minute) => number) => Math.max(...minutes.map(of));
printTable(
  `Over ${(lasted / 60).toFixed(1)} min, ${taken.toLocaleString('en')} records taken in all, ${delays.length.toLocaleString('en')} rows seen`,
  ['', 'measured', 'goal'],
  [
    ['page, of a core, worst minute', percent(worst(({ cpu }) => cpu)), '< 40 %'],
    ['resident memory, MiB, worst', worst(({ resident }) => resident).toFixed(0), '< 300'],
    ['JS heap, growth after the first minute, MiB', last && first ? (last.heap - first.heap).toFixed(1) : '', '0'],
    ['sent → painted p95, ms', millis(delays, 0.95), '≤ 1000'],
    ['rows in the page, most', worst(({ mostRows }) => mostRows), '≤ 120'],
  ],
);
