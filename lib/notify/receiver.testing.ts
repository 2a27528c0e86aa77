/** Receivers for tests: real servers on loopback. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { allowListOf, type AllowList } from '@/lib/notify/address-rules';

/** Lets tests reach their receivers. */
export const LOOPBACK_ALLOWED: AllowList = allowListOf(['127.0.0.0/8']);

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

type Answer = (response: http.ServerResponse, received: Received, count: number) => void;

/** Answers every request with `answer` (200 and `ok` where it is left out) and keeps what came. */
export async function openReceiver(answer: Answer = (response) => response.end('ok'), port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const item: Received = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      received.push(item);
      answer(response, item, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const at = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${at}`,
    port: at,
    received,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
