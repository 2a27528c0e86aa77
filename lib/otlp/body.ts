/** Reads a request's body with a bound on what it takes in memory, however it is compressed and whatever its headers claim. */
import type { Readable } from 'node:stream';
import { createGunzip, createInflate, type Gunzip, type Inflate } from 'node:zlib';
import { fail, ok, type Result } from '@/lib/base/result';

/** Bytes that all requests together may hold at a time, whatever carries them. */
export class ByteBudget {
  private used = 0;

  constructor(readonly limit: number) {}

  /** False, and nothing taken, where it would go beyond the limit. */
  take(bytes: number): boolean {
    if (this.used + bytes > this.limit) return false;
    this.used += bytes;
    return true;
  }

  give(bytes: number): void {
    this.used -= bytes;
  }
}

export interface BodyLimits {
  /** Of one body, decompressed. */
  readonly maxBytes: number;
  /** Shared by all requests: at least `maxBytes`, or a body of that size could never come in. */
  readonly budget: ByteBudget;
  /** How long a sender may take for its whole body, in ms. */
  readonly timeoutMillis: number;
}

/** The usual limits, with a budget of their own: whoever takes bodies in beside each other shares one. */
export function bodyLimits({ maxBytes = 64 * 2 ** 20, heldBytes = 256 * 2 ** 20, timeoutMillis = 60_000 } = {}): BodyLimits {
  return { maxBytes, budget: new ByteBudget(Math.max(maxBytes, heldBytes)), timeoutMillis };
}

/** A body on its way in. */
export interface SentBody {
  readonly stream: Readable;
  /** As in Content-Encoding. */
  readonly encoding: string | undefined;
  /** Its bytes as sent, where the sender says so. */
  readonly announcedBytes?: number;
}

/** `aborted`: the sender has gone, nobody waits for an answer. */
export interface BodyFault {
  readonly kind: 'tooLarge' | 'busy' | 'encoding' | 'corrupt' | 'slow' | 'aborted';
  readonly message: string;
}

/** A whole body; its bytes count against the budget until `release` is called. */
export interface HeldBody {
  readonly bytes: Buffer;
  /** How many it was on its way. */
  readonly sentBytes: number;
  release(): void;
}

/** Inflating in pieces of this size stays quick without holding much beyond the limit. */
const INFLATE_CHUNK = 64 * 1_024;

/** The stream that undoes a Content-Encoding; undefined for none. Fails on one that OTLP senders don't use. */
function inflater(encoding: string): Result<Gunzip | Inflate | undefined, BodyFault> {
  switch (encoding) {
    case '':
    case 'identity':
      return ok(undefined);
    case 'gzip':
    case 'x-gzip':
      return ok(createGunzip({ chunkSize: INFLATE_CHUNK }));
    case 'deflate':
      return ok(createInflate({ chunkSize: INFLATE_CHUNK }));
    default:
      return fail({ kind: 'encoding', message: `Content-Encoding ${encoding} is not supported: send gzip, deflate or none.` });
  }
}

/** What compression adds to bytes that it can't make fewer: zlib needs less than a thousandth, plus a header. */
const compressionSlack = (bytes: number): number => bytes / 1_000 + 1_024;

/** Resolves with the decompressed body or with why there is none; it never rejects. */
export async function readBody(
  { stream, encoding, announcedBytes = 0 }: SentBody,
  limits: BodyLimits,
): Promise<Result<HeldBody, BodyFault>> {
  const { maxBytes, budget, timeoutMillis } = limits;
  const tooLarge: BodyFault = {
    kind: 'tooLarge',
    message: `The body is larger than ${maxBytes} bytes once decompressed: send smaller batches.`,
  };
  const opened = inflater((encoding ?? '').trim().toLowerCase());
  if (!opened.ok) return opened;
  const inflate = opened.value;
  const maxSent = inflate ? maxBytes + compressionSlack(maxBytes) : maxBytes;
  if (announcedBytes > maxSent) return fail(tooLarge);

  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let held = 0;
    let received = 0;
    let settled = false;
    const source = inflate ?? stream;
    const settle = (result: Result<HeldBody, BodyFault>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      source.off('data', take);
      if (inflate) {
        stream.unpipe(inflate);
        inflate.destroy();
      }
      // else they stay in memory beside the body that was put together of them
      chunks.length = 0;
      if (!result.ok) budget.give(held);
      resolve(result);
    };
    const take = (chunk: Buffer): void => {
      if (held + chunk.length > maxBytes) return settle(fail(tooLarge));
      if (!budget.take(chunk.length)) return settle(fail({ kind: 'busy', message: 'Too many large requests at once.' }));
      held += chunk.length;
      chunks.push(chunk);
    };
    const timer = setTimeout(
      () => settle(fail({ kind: 'slow', message: `The body did not arrive within ${timeoutMillis / 1_000} s.` })),
      timeoutMillis,
    );
    source.on('data', take);
    source.once('end', () => {
      const [first] = chunks;
      const bytes = chunks.length === 1 && first ? first : Buffer.concat(chunks, held);
      settle(ok({ bytes, sentBytes: received, release: () => budget.give(held) }));
    });
    stream.once('close', () => {
      if (!stream.readableEnded) settle(fail({ kind: 'aborted', message: 'The connection closed within the body.' }));
    });
    stream.once('error', (error) => settle(fail({ kind: 'aborted', message: error.message })));
    // Compressed bytes count as well: a stream of empty gzip members inflates to nothing and never ends.
    stream.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > maxSent) settle(fail(tooLarge));
    });
    if (!inflate) return;
    inflate.once('error', (error) => settle(fail({ kind: 'corrupt', message: `The compressed body is damaged: ${error.message}.` })));
    stream.pipe(inflate);
  });
}
