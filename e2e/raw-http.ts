/** HTTP requests that fetch would not make: any Host, any Content-Length, bodies that never end. */
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface RawRequest {
  readonly method?: string;
  /** Sent as they are; a Host of its own replaces the true one. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Pieces are sent as the server takes them. */
  readonly body?: Uint8Array | Iterable<Uint8Array>;
}

/** Asks `url` and resolves with the answer, also when it comes before the body is through. Rejects when there is none. */
export function rawRequest(url: string, { method = 'POST', headers = {}, body = new Uint8Array() }: RawRequest = {}): Promise<RawAnswer> {
  const { host } = new URL(url);
  return new Promise((resolve, reject) => {
    // as SDKs do; "close" would have the server hang up before it has read the rest of a body that it refused
    const kept = { host, connection: 'keep-alive', ...headers };
    const sent = request(url, { method, setHost: false, headers: kept, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      const done = () => {
        sent.destroy();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', done).once('error', done);
    });
    // an early answer is followed by a connection that breaks under the rest of the body: what comes first counts
    sent.on('error', reject);
    const pieces = (body instanceof Uint8Array ? [body] : body)[Symbol.iterator]();
    const send = () => {
      for (let next = pieces.next(); !next.done; next = pieces.next()) {
        if (!sent.write(next.value)) return void sent.once('drain', send);
      }
      sent.end();
    };
    send();
  });
}

/** Opens a connection to `url`'s server and writes `bytes`; nothing more follows until the caller writes or ends it. */
export function rawConnection(url: string, bytes: string | Uint8Array): { readonly socket: Socket; readonly answer: Promise<string> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    // a reset is an answer, too: what came before it counts
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
  socket.write(bytes);
  return { socket, answer };
}
