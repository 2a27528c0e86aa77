/** What the engine says went wrong, as a BackendError with a sentence for a person. Numbers are ClickHouse's error codes. */
import { BackendError, type Fault } from '@/lib/model/backend';

const FAULTS: readonly (readonly [fault: Fault, codes: readonly number[]])[] = [
  ['timeout', [159, 160, 209]],
  ['denied', [164, 192, 193, 194, 497, 516]],
  ['full', [243, 252]],
  ['cancelled', [394]],
  ['unreachable', [210, 279]],
  ['unsupported', [48, 344]],
];

/** Codes that say that the text or its values are at fault, not the engine. */
const INVALID = new Set([
  6, 10, 16, 20, 26, 27, 32, 34, 35, 36, 38, 41, 42, 43, 44, 46, 47, 50, 51, 52, 53, 60, 62, 63, 69, 70, 72, 80, 81, 115, 122, 130, 131,
  153, 158, 179, 184, 190, 207, 215, 321, 349, 352, 386, 396, 403, 407, 427, 456, 457, 636,
]);

const SENTENCES: Readonly<Record<number, string>> = {
  159: 'The query took longer than is allowed. A shorter time range or a narrower filter helps.',
  160: 'The query took longer than is allowed. A shorter time range or a narrower filter helps.',
  158: 'The query reads more rows than is allowed. A shorter time range or a narrower filter helps.',
  241: 'The query needs more memory than is allowed. A shorter time range or fewer groups help.',
  243: 'The disk that holds the data is full.',
  252: 'The store merges data more slowly than it comes in; it takes more again in a moment.',
  396: 'The answer has more rows than is allowed. A LIMIT helps.',
  394: 'The query was cancelled.',
};

/** The engine's text without its code, its class and the list of every token it would have liked. */
function sentence(text: string): string {
  return text
    .replace(/^(Code: \d+\. )?(DB::\w+: )+/, '')
    .replace(/^Code: \d+\. DB::\w+: /, '')
    .replace(/: In scope [\s\S]*$/, '')
    .replace(/: While (processing|executing) [\s\S]*$/i, '')
    .replace(/ ?Expected one of: [\s\S]*$/, '')
    .replace(/( \(version [^)]*\)\.?)/g, '')
    .replace(/\. \([A-Z_0-9]+\)\s*$/, '.')
    .trim();
}

/** Where a syntax error is: the engine counts bytes from 1, people count characters from 0. */
function positionIn(text: string, message: string): number | undefined {
  const found = /failed at position (\d+)/.exec(message);
  if (!found) return undefined;
  return Buffer.from(text)
    .subarray(0, Number(found[1]) - 1)
    .toString().length;
}

function codeOf(error: unknown, message: string): number | undefined {
  const found = /Code: (\d+)/.exec(message);
  if (found) return Number(found[1]);
  const { code, clickhouseCode } = (error ?? {}) as { code?: unknown; clickhouseCode?: unknown };
  if (typeof clickhouseCode === 'number') return clickhouseCode;
  return typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : undefined;
}

const NETWORK =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|socket hang up|Timeout error|certificate/i;

/** `error`, thrown by the engine or its client while `executed` ran, as a BackendError. */
export function engineError(error: unknown, executed: string): BackendError {
  if (error instanceof BackendError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error, message);
  const details = { executed, cause: error };
  if (/No space left on device|errno: 28\b|ENOSPC/.test(message)) {
    return new BackendError('full', 'The disk that holds the data is full.', details);
  }
  if (code === undefined) {
    const network = NETWORK.test(`${message} ${(error as { code?: string } | undefined)?.code ?? ''}`);
    return network
      ? new BackendError('unreachable', `The ClickHouse server can't be reached: ${message}`, details)
      : new BackendError('failed', sentence(message), details);
  }
  const fault = FAULTS.find(([, codes]) => codes.includes(code))?.[0] ?? (INVALID.has(code) ? 'invalid' : 'failed');
  const position = code === 62 ? positionIn(executed, message) : undefined;
  const told = SENTENCES[code] ?? sentence(message);
  return new BackendError(fault, told, position === undefined ? details : { ...details, position });
}

/** Codes that a value can be to blame for, whatever the state of the tables: can't be parsed, converted, or held. */
const VALUE = new Set([6, 26, 27, 38, 41, 69, 70, 72, 131, 153, 321, 349, 407]);

/**
 * What to make of `error` where records were being stored. Hearth wrote those statements: a table or column that is missing
 * is the operator's to mend, and then the same records fit; only a value that the engine can't take never will.
 */
export function storingError(error: unknown): unknown {
  if (!(error instanceof BackendError) || error.details.cause === undefined) return error;
  const { fault, message, details } = error;
  if (fault !== 'invalid' && fault !== 'unsupported') return error;
  const { cause } = details;
  const code = codeOf(cause, cause instanceof Error ? cause.message : String(cause));
  return code !== undefined && VALUE.has(code) ? error : new BackendError('failed', message, details);
}

/** What a caller that gave up gets. */
export function cancelled(executed: string): BackendError {
  return new BackendError('cancelled', 'The query was cancelled.', { executed });
}
