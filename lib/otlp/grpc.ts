/**
 * OTLP over gRPC (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md): three unary methods, on HTTP/2 itself. A gRPC
 * library collects a whole message before it says a word of it, so that nothing bounds what many messages hold together.
 */
import {
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { bodyLimits, readBody, type BodyLimits } from '@/lib/otlp/body';
import { bodyStatus, GRPC, replyStatus, statusHeaders, type GrpcFailure } from '@/lib/otlp/grpc-status';
import type { Receiver } from '@/lib/otlp/receive';
import { successBytes } from '@/lib/otlp/reply-bytes';
import type { Signal } from '@/lib/otlp/sent';

export interface GrpcOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly receiver: Pick<Receiver, 'receive'>;
  /** Shared with what else takes requests in. */
  readonly limits?: BodyLimits;
}

export interface GrpcServer {
  /** The port that it listens on. */
  readonly port: number;
  /** Takes no new calls, lets those under way end, and closes; after `graceMillis` it cuts off what is left. */
  close(graceMillis?: number): Promise<void>;
}

const METHODS: Readonly<Record<string, Signal>> = {
  '/opentelemetry.proto.collector.trace.v1.TraceService/Export': 'traces',
  '/opentelemetry.proto.collector.logs.v1.LogsService/Export': 'logs',
  '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export': 'metrics',
};

const HEADERS = { ':status': 200, 'content-type': 'application/grpc', 'grpc-accept-encoding': 'identity,deflate,gzip' };

/** Before each message: whether it is compressed (1 byte), and its length (4). */
const PREFIX_BYTES = 5;

/** Calls of one connection at a time, and what they may hold unread (MiB): each may have 64 KiB on its way. */
const MAX_CALLS = 256;
const SESSION_MEMORY = 64;

/** After an early answer, how long the rest of a message may still come in, unread, so that the sender sees the answer. */
const LINGER_MILLIS = 2_000;

function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** The first bytes that come in; fewer where that is all. */
function readPrefix(stream: ServerHttp2Stream): Promise<Buffer> {
  return new Promise((resolve) => {
    const look = (): void => {
      const prefix = stream.read(PREFIX_BYTES) as Buffer | null;
      if (prefix === null && !stream.readableEnded && !stream.destroyed) return;
      for (const event of ['readable', 'end', 'close']) stream.off(event, look);
      resolve(prefix ?? Buffer.alloc(0));
    };
    for (const event of ['readable', 'end', 'close']) stream.on(event, look);
  });
}

type Answer = { readonly message: Buffer } | GrpcFailure;

function send(stream: ServerHttp2Stream, answer: Answer): void {
  if (stream.destroyed || stream.closed) return;
  if ('message' in answer) {
    stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': GRPC.ok }));
    stream.respond(HEADERS, { waitForTrailers: true });
    stream.end(framed(answer.message));
  } else stream.respond({ ...HEADERS, ...statusHeaders(answer) }, { endStream: true });
  if (stream.readableEnded) return;
  stream.resume();
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_NO_ERROR), LINGER_MILLIS);
  stream.once('close', () => clearTimeout(timer));
}

/** Takes one call in and answers it. Rejects for a bug only. */
async function take(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  receiver: Pick<Receiver, 'receive'>,
  limits: BodyLimits,
): Promise<Answer> {
  const path = headers[':path'] ?? '';
  const signal = Object.hasOwn(METHODS, path) ? METHODS[path] : undefined;
  if (signal === undefined) return { code: GRPC.unimplemented, details: `There is no method ${path} here.` };
  // one that never says how long its message is holds nothing, and is ended
  stream.setTimeout(limits.timeoutMillis, () => stream.close(constants.NGHTTP2_CANCEL));
  const prefix = await readPrefix(stream);
  stream.setTimeout(0);
  if (prefix.length < PREFIX_BYTES) return { code: GRPC.invalidArgument, details: 'The call has no message.' };

  const announcedBytes = prefix.readUInt32BE(1);
  const encoding = prefix[0] === 0 ? undefined : String(headers['grpc-encoding'] ?? 'none');
  const read = await readBody({ stream, encoding, announcedBytes }, limits);
  if (!read.ok) return bodyStatus(read.error);
  const { bytes, sentBytes, release } = read.value;
  try {
    if (sentBytes !== announcedBytes) {
      return { code: GRPC.invalidArgument, details: `The message has ${sentBytes} bytes; its prefix says ${announcedBytes}.` };
    }
    const reply = await receiver.receive(signal, bytes, 'protobuf');
    return reply.kind === 'accepted' ? { message: successBytes(signal, 'protobuf', reply.rejected, reply.reason) } : replyStatus(reply);
  } finally {
    release();
  }
}

function bind(server: Http2Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Listens. Rejects with an Error whose `code` is the system's, such as EADDRINUSE, when it can't. */
export async function startGrpc({ host, port, receiver, limits = bodyLimits() }: GrpcOptions): Promise<GrpcServer> {
  const server = createServer({ settings: { maxConcurrentStreams: MAX_CALLS }, maxSessionMemory: SESSION_MEMORY });
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    // whoever went away needs no answer
    stream.on('error', () => undefined);
    if (!/^application\/grpc(\+proto)?(;|$)/.test(headers['content-type'] ?? '')) {
      stream.respond({ ':status': 415 }, { endStream: true });
      return;
    }
    take(stream, headers, receiver, limits).then(
      (answer) => send(stream, answer),
      (error: unknown) => send(stream, { code: GRPC.internal, details: error instanceof Error ? error.message : String(error) }),
    );
  });
  const bound = await bind(server, host, port);
  return {
    port: bound,
    close: (graceMillis = 5_000) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          for (const session of sessions) session.destroy();
        }, graceMillis);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        for (const session of sessions) session.close();
      }),
  };
}
