/** OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp), and what Logfire's SDKs ask of a server beside it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyLimits, readBody, type BodyFault, type BodyLimits } from '@/lib/otlp/body';
import { RECORD_NAMES } from '@/lib/otlp/normalise';
import type { Encoding, Receiver, Reply } from '@/lib/otlp/receive';
import { failureBytes, successBytes, type RpcCode } from '@/lib/otlp/reply-bytes';
import type { Signal } from '@/lib/otlp/sent';

export interface OtlpHttpOptions {
  readonly receiver: Pick<Receiver, 'receive'>;
  /** What `GET /v1/info` says: Logfire's SDKs print the address when they start. */
  readonly info: { readonly projectName: string; readonly projectUrl: string };
  /** Origins of web pages that may send, such as https://app.example.com. */
  readonly corsOrigins?: readonly string[];
  /** Shared with what else takes requests in. */
  readonly limits?: BodyLimits;
}

/** Answers one request. Never rejects. */
export type OtlpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const SIGNALS: Readonly<Record<string, Signal>> = { '/v1/traces': 'traces', '/v1/logs': 'logs', '/v1/metrics': 'metrics' };
const INFO_PATH = '/v1/info';
const CONTENT_TYPES: Readonly<Record<Encoding, string>> = { protobuf: 'application/x-protobuf', json: 'application/json' };
const BUSY_RETRY_SECONDS = 1;
/** After an early answer, how long the rest of a body may still come in, unread, so that the sender sees the answer. */
const LINGER_MILLIS = 2_000;

interface Failure {
  readonly status: number;
  readonly code: RpcCode;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** The encoding that a Content-Type names; parameters and letter case don't matter. */
function encodingOf(contentType: string | undefined): Encoding | undefined {
  const [type = ''] = (contentType ?? '').split(';', 1);
  switch (type.trim().toLowerCase()) {
    case 'application/x-protobuf':
    case 'application/protobuf':
      return 'protobuf';
    case 'application/json':
      return 'json';
    default:
      return undefined;
  }
}

/** Senders give up on 4xx and repeat 503: only what can succeed later gets that. */
function bodyFailure({ kind, message }: BodyFault): Failure {
  switch (kind) {
    case 'tooLarge':
      return { status: 413, code: 'resourceExhausted', message };
    case 'encoding':
      return { status: 415, code: 'invalidArgument', message };
    case 'busy':
      return { status: 503, code: 'unavailable', message, retryAfterSeconds: BUSY_RETRY_SECONDS };
    case 'slow':
      return { status: 408, code: 'unavailable', message };
    case 'corrupt':
    case 'aborted':
      return { status: 400, code: 'invalidArgument', message };
  }
}

function replyFailure(reply: Exclude<Reply, { kind: 'accepted' }>): Failure {
  switch (reply.kind) {
    case 'malformed':
      return { status: 400, code: 'invalidArgument', message: reply.reason };
    case 'tooLarge':
      return { status: 413, code: 'resourceExhausted', message: reply.reason };
    case 'overloaded':
    case 'failed':
      return { status: 503, code: 'unavailable', message: reply.reason, retryAfterSeconds: reply.retryAfterSeconds };
  }
}

/** Logfire's SDKs never read a partial success, but show this header to the developer. Headers take printable ASCII only. */
function warning(signal: Signal, rejected: number, reason: string): string {
  return `Hearth refused ${rejected} ${RECORD_NAMES[signal]}: ${reason}`.replace(/[^\x20-\x7e]/g, '?');
}

function send(response: ServerResponse, status: number, encoding: Encoding, body: Buffer): void {
  response.writeHead(status, { 'content-type': CONTENT_TYPES[encoding], 'content-length': body.length });
  response.end(body);
}

function sendFailure(response: ServerResponse, encoding: Encoding, failure: Failure): void {
  if (failure.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(failure.retryAfterSeconds));
  send(response, failure.status, encoding, failureBytes(encoding, failure.code, failure.message));
}

/** Lets what is still coming run out unread for a moment, then ends the connection if the sender will not stop. */
function dismiss(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MILLIS);
  request.once('close', () => clearTimeout(timer));
}

/** Names the origin in the answer where it may send; every other page's browser then keeps the answer from it. */
function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  response.setHeader('vary', 'Origin');
  if (!origins.includes(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'Retry-After');
  return true;
}

function preflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'content-type, content-encoding, authorization',
    'access-control-max-age': '7200',
  });
  response.end();
}

const wrongMethod = (allow: string): Failure => ({ status: 405, code: 'unimplemented', message: `Only ${allow} is possible here.` });

/** The handler for `/v1/traces`, `/v1/logs`, `/v1/metrics` and `/v1/info`, on any server. Any token, or none, will do. */
export function createOtlpHandler(options: OtlpHttpOptions): OtlpHandler {
  const { receiver, info, corsOrigins = [], limits = bodyLimits() } = options;

  async function receiveSignal(request: IncomingMessage, response: ServerResponse, signal: Signal): Promise<void> {
    const encoding = encodingOf(request.headers['content-type']);
    if (encoding === undefined) {
      const message = `Content-Type must be ${CONTENT_TYPES.protobuf} or ${CONTENT_TYPES.json}; it is ${request.headers['content-type'] ?? 'missing'}.`;
      sendFailure(response, 'json', { status: 415, code: 'invalidArgument', message });
      return;
    }
    const { 'content-encoding': contentEncoding, 'content-length': length = '0' } = request.headers;
    const read = await readBody({ stream: request, encoding: contentEncoding, announcedBytes: Number(length) }, limits);
    if (!read.ok) {
      sendFailure(response, encoding, bodyFailure(read.error));
      return;
    }
    try {
      const reply = await receiver.receive(signal, read.value.bytes, encoding);
      if (reply.kind === 'accepted') {
        if (reply.rejected > 0) response.setHeader('x-logfire-warning', warning(signal, reply.rejected, reply.reason));
        send(response, 200, encoding, successBytes(signal, encoding, reply.rejected, reply.reason));
      } else sendFailure(response, encoding, replyFailure(reply));
    } finally {
      read.value.release();
    }
  }

  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const signal = SIGNALS[path];
    const method = request.method ?? 'GET';
    if (signal === undefined && path !== INFO_PATH) {
      const message = `There is nothing at ${path}: OTLP comes in at ${Object.keys(SIGNALS).join(', ')}.`;
      sendFailure(response, 'json', { status: 404, code: 'notFound', message });
    } else if (!allowOrigin(request, response, corsOrigins)) {
      const message = `Pages of ${request.headers.origin ?? ''} may not send here: add that origin to HEARTH_CORS_ORIGINS.`;
      sendFailure(response, 'json', { status: 403, code: 'permissionDenied', message });
    } else if (method === 'OPTIONS') {
      preflight(request, response);
    } else if (signal === undefined) {
      const body = { project_name: info.projectName, project_url: info.projectUrl };
      if (method === 'GET' || method === 'HEAD') send(response, 200, 'json', Buffer.from(JSON.stringify(body)));
      else sendFailure(response.setHeader('allow', 'GET'), 'json', wrongMethod('GET'));
    } else if (method === 'POST') {
      await receiveSignal(request, response, signal);
    } else {
      sendFailure(response.setHeader('allow', 'POST'), 'json', wrongMethod('POST'));
    }
    dismiss(request);
  };
}
