import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import protobuf from 'protobufjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MINUTE, millis } from '@/lib/base/time';
import { BACKFILL, TICK } from '@/lib/demo/clock';
import { Sender } from '@/lib/demo/emit/sender';
import { Playback } from '@/lib/demo/playback';
import { hex } from '@/lib/demo/random';
import type { PlayedSpan } from '@/lib/demo/shape';
import { Traffic } from '@/lib/demo/traffic';

const START = millis(1_748_764_800_000);
const FROM = BACKFILL - MINUTE;

// Of opentelemetry-proto's ExportTraceServiceRequest what is looked at here.
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { repeated ScopeSpans scope_spans = 2; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span { bytes span_id = 2; }
`);

let server: Server;
let sender: Sender;
/** Ids of the spans that came, in no order. */
let came: string[];

beforeEach(async () => {
  came = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') came.push(...spanIds(Buffer.concat(chunks)));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  sender = new Sender(`http://127.0.0.1:${port}`, new AbortController().signal);
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function spanIds(body: Buffer): string[] {
  const request = root.lookupType('Request').decode(body) as unknown as {
    resourceSpans: { scopeSpans: { spans: { spanId: Uint8Array }[] }[] }[];
  };
  return request.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(({ spanId }) => hex(spanId))));
}

/** All spans that begin in the ticks between two moments, in a playback that begins with the first. */
function begun(from: number, to: number): PlayedSpan[] {
  const traffic = new Traffic(1, START, from);
  const spans: PlayedSpan[] = [];
  for (let moment = from; moment < to; moment += TICK) {
    spans.push(...traffic.traces(moment).spans);
    traffic.metrics(moment);
  }
  return spans;
}

it('sends every span once, those too that go on beyond the end of a part of the past', async () => {
  const live = new Playback(1, START, BACKFILL, sender);
  const past = new Playback(1, START, FROM, sender);
  for (let moment = FROM; moment < BACKFILL; moment += TICK) await past.play(moment);
  await past.flush();
  await sender.settled();
  const expected = begun(FROM, BACKFILL);
  expect(came.length).toBeGreaterThan(0);
  expect(came.length).toBeLessThan(expected.length);

  live.takeOver(past);
  const last = Math.max(...expected.map(({ to }) => to));
  for (let moment = BACKFILL; moment <= last; moment += TICK) await live.play(moment);
  await live.flush();
  await sender.settled();
  const ids = new Set(came);
  expect(ids.size).toBe(came.length);
  expect(expected.filter(({ spanId }) => !ids.has(hex(spanId)))).toEqual([]);
}, 60_000);
