/** Takes one OTLP request, whatever carried it here, and says what became of it. */
import { nanosFromMillis, nowMillis, type Millis } from '@/lib/base/time';
import { Batcher, DEFAULT_BATCH_LIMITS, type BatchLimits, type Ingest } from '@/lib/otlp/batch';
import { decodeJsonLogs, decodeJsonTraces } from '@/lib/otlp/decode-json';
import { decodeJsonMetrics } from '@/lib/otlp/decode-json-metrics';
import { decodeLogs } from '@/lib/otlp/decode-logs';
import { decodeMetrics } from '@/lib/otlp/decode-metrics';
import { decodeTraces } from '@/lib/otlp/decode-traces';
import { parseJson } from '@/lib/otlp/json-fields';
import { normalise, rowCount, type NormalisedRequest } from '@/lib/otlp/normalise';
import { Replays, requestId } from '@/lib/otlp/replay';
import type { Sent, Signal } from '@/lib/otlp/sent';
import { IngestCounter, type IngestStats } from '@/lib/otlp/stats';
import { DecodeError, ItemBudget, Reader, TooManyItemsError } from '@/lib/otlp/wire';

export type Encoding = 'protobuf' | 'json';

/**
 * What became of a request. `accepted`: its good records are stored, durably. `malformed` and `tooLarge`: sending it again
 * cannot help. `overloaded` and `failed`: nothing of it is known to be stored, and sending it again can help.
 */
export type Reply =
  | { readonly kind: 'accepted'; readonly rejected: number; readonly reason: string }
  | { readonly kind: 'malformed' | 'tooLarge'; readonly reason: string }
  | { readonly kind: 'overloaded' | 'failed'; readonly reason: string; readonly retryAfterSeconds: number };

export interface ReceiverOptions {
  readonly ingest: Ingest;
  /** Hears of failed inserts. */
  readonly report: (error: unknown) => void;
  /** How long the store keeps each signal, in days: older records are refused, since the store would drop them at once. */
  readonly retentionDays: Readonly<Record<Signal, number>>;
  readonly now?: () => Millis;
  readonly limits?: Partial<BatchLimits>;
  /** Records, attributes and list elements of one request at most. */
  readonly maxItems?: number;
  /** How many acknowledged requests are recognised when they come again. */
  readonly rememberedRequests?: number;
}

/** The transport-free half of ingest. */
export interface Receiver {
  /** Never rejects for anything that a sender can do. `body` is decompressed. */
  receive(signal: Signal, body: Buffer, encoding: Encoding): Promise<Reply>;
  /** Whether the next request would be turned away. */
  full(): boolean;
  stats(): IngestStats;
  /** Resolves when all that was received so far is stored or refused. */
  flush(): Promise<void>;
  /** The same, and turns away what comes later. */
  close(): Promise<void>;
}

/** 64 MiB of real telemetry hold about 2 million attributes. */
const DEFAULT_MAX_ITEMS = 4_000_000;
/** About what one decoded item takes in memory beside its text. */
const ITEM_BYTES = 64;
/** An attribute in JSON is an object in an object, with two commas; most items have fewer. */
const TOKENS_PER_ITEM = 4;
const OVERLOADED_RETRY_SECONDS = 1;
const FAILED_RETRY_SECONDS = 5;

function decode(signal: Signal, body: Buffer, encoding: Encoding, budget: ItemBudget): Sent {
  if (encoding === 'json') {
    const request = parseJson(body, budget.limit * TOKENS_PER_ITEM);
    switch (signal) {
      case 'traces':
        return { signal, spans: decodeJsonTraces(request, budget) };
      case 'logs':
        return { signal, logs: decodeJsonLogs(request, budget) };
      case 'metrics':
        return { signal, points: decodeJsonMetrics(request, budget) };
    }
  }
  const reader = new Reader(body, budget);
  switch (signal) {
    case 'traces':
      return { signal, spans: decodeTraces(reader) };
    case 'logs':
      return { signal, logs: decodeLogs(reader) };
    case 'metrics':
      return { signal, points: decodeMetrics(reader) };
  }
}

/** The reply to a body that can't be decoded. */
function decodeFailure(error: unknown, report: (error: unknown) => void): Reply {
  if (error instanceof DecodeError) return { kind: 'malformed', reason: error.message };
  if (error instanceof TooManyItemsError) return { kind: 'tooLarge', reason: error.message };
  // A bug of ours. The same bytes would meet it again, so the sender must not repeat them.
  report(error);
  return { kind: 'malformed', reason: 'Hearth could not read this request; its log says why.' };
}

/** Ingest behind any transport: decode, normalise, wait for the insert, reply. */
export function createReceiver(options: ReceiverOptions): Receiver {
  const now = options.now ?? nowMillis;
  const batcher = new Batcher(options.ingest, options.report, { ...DEFAULT_BATCH_LIMITS, ...options.limits });
  const counter = new IngestCounter();
  const replays = new Replays<Reply>(options.rememberedRequests ?? 10_000, (reply) => reply.kind === 'accepted');
  let closing = false;

  const overloaded = (reason: string): Reply => ({ kind: 'overloaded', reason, retryAfterSeconds: OVERLOADED_RETRY_SECONDS });

  async function handle(id: bigint, signal: Signal, body: Buffer, encoding: Encoding): Promise<Reply> {
    const arrived = now();
    if (batcher.full) return overloaded('The queue in front of the store is full.');
    const budget = new ItemBudget(options.maxItems ?? DEFAULT_MAX_ITEMS);
    let normalised: NormalisedRequest;
    try {
      const sent = decode(signal, body, encoding, budget);
      normalised = normalise(sent, { now: nanosFromMillis(arrived), retentionDays: options.retentionDays });
    } catch (error) {
      return decodeFailure(error, options.report);
    }
    const { rows, rejected, reason } = normalised;
    const stored = rowCount(rows);
    if (stored > 0) {
      const outcome = await batcher.add({ id, ...rows }, body.length + budget.used * ITEM_BYTES);
      switch (outcome.is) {
        case 'full':
          return overloaded('The queue in front of the store is full.');
        case 'failed':
          return { kind: 'failed', reason: `The store could not take it: ${outcome.message}`, retryAfterSeconds: FAILED_RETRY_SECONDS };
        case 'refused':
          return { kind: 'malformed', reason: `The store refused it: ${outcome.message}` };
        case 'stored':
      }
    }
    const acknowledged = now();
    counter.acknowledge(acknowledged, stored, rejected, (acknowledged - arrived) as Millis);
    return { kind: 'accepted', rejected, reason };
  }

  return {
    receive(signal, body, encoding) {
      if (closing) return Promise.resolve(overloaded('Hearth is shutting down.'));
      const id = requestId(signal, body);
      return replays.once(id, () => handle(id, signal, body, encoding));
    },
    full: () => batcher.full,
    stats: () => counter.read(now()),
    flush: () => batcher.flush(),
    async close() {
      closing = true;
      await batcher.flush();
    },
  };
}
