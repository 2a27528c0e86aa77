import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStream, type TailState } from '@/lib/client/live-stream';
import type { TailBatch } from '@/lib/client/tail-buffer';
import type { NanosText } from '@/lib/base/time';
import type { LogRow } from '@/lib/model/answer';
import type { TailAsk, TailEvent } from '@/lib/model/live';

const ASK: TailAsk = { signals: ['logs'], roots: false, fields: [] };
const PUSHED: TailEvent = { kind: 'mode', pushed: true };

const row = (number: number): LogRow => ({
  signal: 'logs',
  id: String(number),
  time: String(number) as NanosText,
  traceId: '',
  spanId: '',
  service: 'api',
  severity: 9,
  severityText: '',
  body: '',
  eventName: '',
  values: [],
});
const records = (from: number, count: number, left = 0): TailEvent => ({
  kind: 'records',
  rows: Array.from({ length: count }, (_, index) => row(from + index)),
  left,
  gone: [],
  traces: [{ traceId: 'a', spans: count, errors: 1 }],
  tracesLeft: 0,
  cursor: `c${from + count - 1}`,
});

/** The server's end of a connection. */
interface Connection {
  readonly ask: TailAsk;
  send(...events: TailEvent[]): void;
  end(): void;
  break(): void;
}

const connections: Connection[] = [];
let refuse: { status: number; message: string } | undefined;
let frames: (() => void)[] = [];
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

function answer(path: string, { signal }: { signal: AbortSignal }): Promise<Response> {
  if (refuse) return Promise.resolve(Response.json({ error: { fault: 'invalid', message: refuse.message } }, { status: refuse.status }));
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  const encode = (text: string) => new TextEncoder().encode(text);
  signal.addEventListener('abort', () => controller?.error(new Error('aborted')));
  connections.push({
    ask: JSON.parse(new URL(path, 'http://hearth').searchParams.get('ask') ?? '') as TailAsk,
    send: (...events) => {
      const text = events.map((event) => `id: x\ndata: ${JSON.stringify(event)}\n\n`).join('');
      // wherever the network cuts it
      for (const part of text.match(/[^]{1,100}/g) ?? []) controller?.enqueue(encode(part));
    },
    end: () => controller?.close(),
    break: () => controller?.error(new Error('reset')),
  });
  return Promise.resolve(new Response(body));
}

let opened: LiveStream | undefined;

function open() {
  const [states, batches, waiting]: [TailState[], TailBatch[], number[]] = [[], [], []];
  opened = new LiveStream(ASK, {
    state: (state) => states.push(state),
    batch: (batch) => batches.push(batch),
    waiting: (count) => waiting.push(count),
  });
  return { stream: opened, states, batches, waiting, numbers: () => batches.flatMap(({ rows }) => rows.map(({ time }) => Number(time))) };
}

/** Lets everything that is on its way arrive; then `wait` ms pass. */
async function arrive(wait = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(wait);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function draw(): void {
  for (const frame of frames.splice(0)) frame();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000 });
  vi.stubGlobal('document', page);
  vi.stubGlobal('fetch', answer);
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
  connections.length = 0;
  frames = [];
  refuse = undefined;
  page.visibilityState = 'visible';
});
afterEach(() => {
  opened?.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('LiveStream', () => {
  it('hands on what came between two frames as one', async () => {
    const { states, batches, numbers } = open();
    await arrive();
    connections[0]?.send(PUSHED, records(1, 3), records(4, 2, 7));
    await arrive();
    expect(batches).toEqual([]);
    draw();
    expect(numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(batches).toMatchObject([{ left: 7, traces: [{ traceId: 'a', spans: 5, errors: 2 }], gap: false }]);
    expect(states).toEqual([{ is: 'connecting' }, { is: 'live' }]);
  });

  it('goes on from its cursor when the connection breaks, later each time, and says since when', async () => {
    const { states, numbers } = open();
    await arrive();
    connections[0]?.send(PUSHED, records(1, 3));
    await arrive();
    connections[0]?.break();
    await arrive();
    expect(states.at(-1)).toEqual({ is: 'disconnected', since: 1_000, message: 'The connection to Hearth broke.' });
    await arrive(250);
    expect(connections[1]?.ask.after).toBe('c3');
    connections[1]?.end();
    await arrive(499);
    expect(connections).toHaveLength(2);
    await arrive(1);
    expect(connections).toHaveLength(3);
    expect(states.at(-1)).toMatchObject({ is: 'disconnected', since: 1_000 });
    // rows that come twice are known
    connections[2]?.send(PUSHED, records(2, 4));
    await arrive();
    draw();
    expect(numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(states.at(-1)).toEqual({ is: 'live' });
  });

  it('takes silence for a broken connection', async () => {
    const { states } = open();
    await arrive();
    connections[0]?.send(PUSHED);
    await arrive(39_000);
    expect(states.at(-1)).toEqual({ is: 'live' });
    await arrive(2_000);
    expect(states.at(-1)).toMatchObject({ is: 'disconnected' });
  });

  it('does not ask again for what is refused', async () => {
    refuse = { status: 400, message: 'The filter is wrong.' };
    const { states } = open();
    await arrive(60_000);
    expect(states).toEqual([{ is: 'connecting' }, { is: 'refused', message: 'The filter is wrong.' }]);
  });

  it('waits while it is paused, and keeps no more than a page shows', async () => {
    const { stream, batches, waiting, numbers } = open();
    await arrive();
    connections[0]?.send(PUSHED, records(1, 2));
    await arrive();
    stream.pause(true);
    connections[0]?.send(records(3, 700, 5), records(703, 700));
    await arrive();
    draw();
    expect(batches).toEqual([]);
    expect(waiting.at(-1)).toBe(1_407);
    stream.pause(false);
    draw();
    expect(waiting.at(-1)).toBe(0);
    expect([numbers().length, numbers()[0], numbers().at(-1), batches[0]?.left]).toEqual([1_000, 403, 1_402, 407]);
  });

  it('tells of a gap, of polling and of a store that does not answer', async () => {
    const { states, batches } = open();
    await arrive();
    const mode = { kind: 'mode', pushed: false, every: 2_000, reason: 'Because.' } as unknown as TailEvent;
    connections[0]?.send(mode, { kind: 'gap', cursor: 'x' }, { kind: 'fault', message: 'No answer.' });
    await arrive();
    draw();
    expect(batches).toMatchObject([{ gap: true, rows: [] }]);
    expect(states.at(-1)).toEqual({ is: 'polling', every: 2_000, reason: 'Because.', fault: 'No answer.' });
    connections[0]?.send(records(1, 1));
    await arrive();
    expect(states.at(-1)).toEqual({ is: 'polling', every: 2_000, reason: 'Because.' });
  });

  it('lets go of the connection while nobody sees the page', async () => {
    const { states, numbers } = open();
    await arrive();
    connections[0]?.send(PUSHED, records(1, 1));
    await arrive();
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    await arrive(60_000);
    expect(connections).toHaveLength(1);
    expect(states.at(-1)).toEqual({ is: 'away' });
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    await arrive();
    expect(connections[1]?.ask.after).toBe('c1');
    connections[1]?.send(PUSHED, records(2, 1));
    await arrive();
    draw();
    expect(numbers()).toEqual([1, 2]);
  });

  it('says nothing any more when it is closed', async () => {
    const { stream, states, batches } = open();
    await arrive();
    connections[0]?.send(PUSHED, records(1, 1));
    await arrive();
    stream.close();
    const told = states.length;
    await arrive(60_000);
    draw();
    expect([states.length, batches, connections.length]).toEqual([told, [], 1]);
  });
});
