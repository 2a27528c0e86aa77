/**
 * The HTTP servers' front doors: who may come in is decided here, before a byte of a body is read. Port 3000 has pages,
 * API, OTLP and health; port 4318 has OTLP and health.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type OwnNames, type Refusal, refuseHost, refuseOrigin, refuseSender } from '@/lib/server/guard';
import type { Health } from '@/lib/server/health';
import { log } from '@/lib/server/log';
import { contentSecurityPolicy, newNonce, STATIC_HEADERS } from '@/lib/server/security-headers';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** What stands behind the doors; the parts that are not open yet are undefined. */
export interface Rooms {
  pages: Handler | undefined;
  otlp: Handler | undefined;
  health(): Promise<Health>;
  /** Why Hearth is not ready to take in and answer; undefined when it is. */
  notReady(): Promise<string | undefined>;
}

export interface FrontSettings {
  readonly own: OwnNames;
  readonly corsOrigins: readonly string[];
  readonly dev: boolean;
}

// SDKs send every few seconds, metrics every minute, over one connection: Node's default of 5 s would close it under their hands
const KEEP_ALIVE_MILLIS = 75_000;

const OTLP_PATH = /^\/v1\/(traces|metrics|logs|info)$/;

/** The server of pages, API and OTLP. It does not listen yet. */
export function createFront(rooms: Rooms, settings: FrontSettings): Server {
  return doorInto(rooms, settings, true);
}

/** The server of OTLP alone. It does not listen yet. */
export function createOtlpFront(rooms: Rooms, settings: FrontSettings): Server {
  return doorInto(rooms, settings, false);
}

function doorInto(rooms: Rooms, settings: FrontSettings, withPages: boolean): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MILLIS }, (request, response) => {
    enter(request, response, rooms, settings, withPages).catch((cause: unknown) => {
      log().error({ err: cause, path: request.url }, 'a request failed');
      if (response.headersSent) response.destroy();
      else json(response, 500, { error: { fault: 'failed', message: 'Hearth failed to answer; its log says why.' } });
    });
  });
}

async function enter(
  request: IncomingMessage,
  response: ServerResponse,
  rooms: Rooms,
  settings: FrontSettings,
  withPages: boolean,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const method = request.method ?? 'GET';
  const refused = refuseHost(request.headers, settings.own);
  if (refused) return refuse(response, refused);
  if (path === '/health' || path === '/ready') return tellHealth(response, path, rooms);
  if (OTLP_PATH.test(path) || !withPages) {
    const stranger = refuseSender(request.headers, settings.corsOrigins);
    if (stranger) return refuse(response, stranger);
    return rooms.otlp ? rooms.otlp(request, response) : notYet(response);
  }
  const foreign = refuseOrigin(method, request.headers);
  if (foreign) return refuse(response, foreign);
  if (!rooms.pages) return notYet(response);
  if (!isText(path)) return json(response, 400, { error: { fault: 'invalid', message: NO_TEXT } });
  const policy = contentSecurityPolicy(newNonce(), settings.dev);
  // Next takes the nonce for its own scripts from the request's policy
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  for (const [name, value] of Object.entries(STATIC_HEADERS)) response.setHeader(name, value);
  return rooms.pages(request, response);
}

const NO_TEXT = 'This address is no text: a percent sign in it begins no character of UTF-8.';

/** Whether a path's escapes stand for text; Next fails on those that don't. */
function isText(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

async function tellHealth(response: ServerResponse, path: '/health' | '/ready', rooms: Rooms): Promise<void> {
  if (path === '/health') return json(response, 200, await rooms.health());
  const reason = await rooms.notReady();
  return json(response, reason === undefined ? 200 : 503, reason === undefined ? { ready: true } : { ready: false, reason });
}

function refuse(response: ServerResponse, { status, message }: Refusal): void {
  // the body, however long, is not read: the connection ends with the answer
  response.setHeader('connection', 'close');
  json(response, status, { error: { fault: 'forbidden', message } });
}

function notYet(response: ServerResponse): void {
  response.setHeader('retry-after', '2');
  json(response, 503, { error: { fault: 'unreachable', message: 'Hearth is starting.' } });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...STATIC_HEADERS, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
