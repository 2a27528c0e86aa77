import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { Refused, Sender } from '@/lib/demo/emit/sender';

let server: Server | undefined;
afterEach(() => void server?.close());

/** A receiver that answers in turn, the last answer again and again, and keeps what it took. */
async function receiver(
  ...answers: ((response: ServerResponse) => void)[]
): Promise<{ endpoint: string; seen: { path: string; body: Buffer; encoding: string | undefined }[] }> {
  const seen: { path: string; body: Buffer; encoding: string | undefined }[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ path: request.url ?? '', body: Buffer.concat(chunks), encoding: request.headers['content-encoding'] });
      answers[Math.min(seen.length, answers.length) - 1]?.(response);
    });
  };
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen };
}

const taken = (response: ServerResponse): void => void response.end();
const full = (response: ServerResponse): void => void response.writeHead(503, { 'retry-after': '0' }).end();
const never = new AbortController().signal;

describe('Sender', () => {
  it('sends the same bytes again until they are taken', async () => {
    const { endpoint, seen } = await receiver(full, full, taken);
    const sender = new Sender(endpoint, never);
    await sender.send('traces', Buffer.from('abc'));
    await sender.settled();
    expect(seen.map(({ path, body }) => [path, body.toString()])).toEqual(Array.from({ length: 3 }, () => ['/v1/traces', 'abc']));
  });

  it('compresses when told to', async () => {
    const { endpoint, seen } = await receiver(taken);
    const sender = new Sender(endpoint, never, { gzip: true });
    await sender.send('logs', Buffer.from('abc'));
    await sender.settled();
    expect([seen[0]?.path, seen[0]?.encoding, gunzipSync(seen[0]?.body ?? '').toString()]).toEqual(['/v1/logs', 'gzip', 'abc']);
  });

  it('throws what the receiver says when it refuses for good', async () => {
    const { endpoint } = await receiver((response) => response.writeHead(400).end('not OTLP'));
    const sender = new Sender(endpoint, never);
    await sender.send('metrics', Buffer.from('abc'));
    await expect(sender.settled()).rejects.toThrow(new Refused('metrics: 400 not OTLP'));
  });

  it('stops waiting when it is stopped', async () => {
    const stop = new AbortController();
    const { endpoint } = await receiver((response) => {
      response.writeHead(503, { 'retry-after': '3600' }).end();
      stop.abort();
    });
    const sender = new Sender(endpoint, stop.signal);
    await sender.send('traces', Buffer.from('abc'));
    await sender.settled();
  });
});
