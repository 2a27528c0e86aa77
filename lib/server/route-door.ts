/** Serves a route without Next, whose routing and compression cost several times what a cached answer does. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { accepts } from '@/lib/server/built-files';
import type { route } from '@/lib/server/route';

type Route = ReturnType<typeof route>;

/** The fastest level: the answers are figures, which become a quarter of their size at once, and hardly less with more work. */
const LEVEL = 1;

/** A handler of Node's requests that answers with `route`, which has no parameters in its path. */
export function serveRoute(route: Route): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const left = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) left.abort();
    });
    const { status, headers, body } = await route(webRequest(request, left.signal), { params: Promise.resolve({}) });
    const gzip = body !== null && accepts(request.headers['accept-encoding'], 'gzip');
    response.writeHead(status, {
      ...Object.fromEntries(headers),
      vary: 'accept-encoding',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    });
    if (body === null) {
      response.end();
      return;
    }
    try {
      // each piece leaves at once: an answer must not wait for the next one to fill a block
      if (gzip) await pipeline(pieces(body), createGzip({ level: LEVEL, flush: constants.Z_SYNC_FLUSH }), response);
      else await pipeline(pieces(body), response);
    } catch (cause) {
      if (!left.signal.aborted) throw cause;
    }
  };
}

/** A request as routes take it. Its body is read only as fast as it is taken, and what is left of it is let go. */
function webRequest(request: IncomingMessage, signal: AbortSignal): Request {
  let letGo: (() => void) | undefined;
  const begin = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const take = (piece: Uint8Array) => {
      request.pause();
      controller.enqueue(piece);
    };
    const end = () => controller.close();
    const fail = (cause: Error) => controller.error(cause);
    request.on('data', take).once('end', end).once('error', fail);
    return () => void request.off('data', take).off('end', end).off('error', fail);
  };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        letGo ??= begin(controller);
        request.resume();
      },
      cancel() {
        // read to its end, for nobody: a connection that closes on what was not read may lose the answer, too
        letGo?.();
        request.resume();
      },
    },
    // a body that is refused unread is left to Node, which lets go of it after the answer
    { highWaterMark: 0 },
  );
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value));
  const method = request.method ?? 'GET';
  const init = { method, headers, signal, duplex: 'half', ...(method === 'GET' || method === 'HEAD' ? {} : { body }) };
  return new Request(`http://${request.headers.host}${request.url}`, init);
}

async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    // what makes the pieces is told where nobody takes them any more
    await reader.cancel();
  }
}
