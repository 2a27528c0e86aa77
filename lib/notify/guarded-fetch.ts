/**
 * Requests to addresses that people type, without lending them Hearth's place in the network (server-side request forgery): a name is
 * resolved once, every address of it is checked, and the connection goes to the very addresses that were checked, so that a name that
 * changes its mind in between (DNS rebinding) changes nothing. Redirects are not followed.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { refusalOf, type AllowList } from '@/lib/notify/address-rules';
import type { HttpMessage } from '@/lib/notify/message';

/** `never`: the message may not or cannot be sent there. `later`: it did not get through this time. The message is a sentence. */
export class NotifyFault extends Error {
  override readonly name = 'NotifyFault';
  constructor(
    readonly again: 'never' | 'later',
    message: string,
  ) {
    super(message);
  }
}

export interface HttpReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** At most 64 kB of it. */
  readonly body: string;
}

interface Resolved {
  readonly address: string;
  readonly family: number;
}

export interface Guard {
  readonly allow: AllowList;
  /** All addresses of a name. The system's own where it is left out. */
  readonly resolve?: (name: string) => Promise<readonly Resolved[]>;
  /** For all of it, in ms. */
  readonly limit?: number;
}

const LIMIT_MILLIS = 10_000;
const MOST_BYTES = 65_536;

/** Sends `message` and reads the answer. Throws NotifyFault; AbortError when `signal` aborts. */
export async function guardedFetch(message: HttpMessage, guard: Guard, signal?: AbortSignal): Promise<HttpReply> {
  const url = checkedUrl(message.url);
  const limit = guard.limit ?? LIMIT_MILLIS;
  const timeout = AbortSignal.timeout(limit);
  const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const addresses = await untilAborted(addressesOf(url, guard), stop);
    return await exchange(message, url, addresses, stop);
  } catch (cause) {
    if (cause instanceof NotifyFault) throw cause;
    signal?.throwIfAborted();
    if (timeout.aborted) throw new NotifyFault('later', `${url.host} did not answer within ${limit / 1_000} s.`);
    throw new NotifyFault('later', `${url.host} could not be reached: ${reasonOf(cause)}.`);
  }
}

/** The address as a URL that may be asked at all. Throws NotifyFault. */
export function checkedUrl(text: string): URL {
  if (!URL.canParse(text)) throw new NotifyFault('never', 'This is not an address.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NotifyFault('never', 'Only http and https addresses are called.');
  if (url.username !== '' || url.password !== '') {
    throw new NotifyFault('never', 'The address holds a name or a password: put them into an Authorization header.');
  }
  return url;
}

async function addressesOf(url: URL, { allow, resolve = resolveAll }: Guard): Promise<readonly Resolved[]> {
  // URL has brought 2130706433, 0x7f.1 and 0177.0.0.1 into their usual form
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(name);
  const found = literal === 0 ? await resolve(name) : [{ address: name, family: literal }];
  if (found.length === 0) throw new NotifyFault('later', `The name ${name} has no address.`);
  if (allow.names.has(name.toLowerCase().replace(/\.$/, ''))) return found;
  for (const { address } of found) {
    const refusal = refusalOf(address, allow);
    if (refusal === undefined) continue;
    const what = literal === 0 ? `${name} is at ${address}, ${refusal}` : `${address} is ${refusal}`;
    throw new NotifyFault('never', `${what}. Hearth only sends to public addresses; the operator allows others with HEARTH_NOTIFY_ALLOW.`);
  }
  return found;
}

async function resolveAll(name: string): Promise<readonly Resolved[]> {
  try {
    return await systemLookup(name, { all: true });
  } catch (cause) {
    throw new NotifyFault('later', `The name ${name} could not be resolved (${reasonOf(cause)}).`);
  }
}

function exchange(message: HttpMessage, url: URL, addresses: readonly Resolved[], signal: AbortSignal): Promise<HttpReply> {
  const lookup: LookupFunction = (_name, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: message.method,
        headers: {
          'user-agent': 'Hearth',
          ...message.headers,
          ...(message.method === 'POST' ? { 'content-length': Buffer.byteLength(message.body) } : {}),
        },
        lookup,
        signal,
        // a connection of its own: a pooled one could lead to an address that was checked for another name
        agent: false,
      },
      (response) => resolve(readReply(response)),
    );
    request.on('error', reject);
    request.end(message.method === 'POST' ? message.body : undefined);
  });
}

/** The status is the answer: where the rest of it breaks off or takes too long, what has come of it is enough. */
async function readReply(response: http.IncomingMessage): Promise<HttpReply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      // leaving the loop ends the connection: nobody has to hear the rest
      if (bytes >= MOST_BYTES) break;
    }
  } catch {
    // a message that was taken must not be sent again for its answer's sake
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).subarray(0, MOST_BYTES).toString() };
}

/** Names are resolved by the system, which cannot be interrupted: whoever waits goes on. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let listen: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    listen = () => reject(signal.reason);
    if (signal.aborted) listen();
    else signal.addEventListener('abort', listen);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (listen) signal.removeEventListener('abort', listen);
  }
}

/** `ECONNREFUSED`, or the first line of what went wrong. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  return code ?? cause.message.split('\n')[0] ?? 'no reason given';
}
