/**
 * Fields of OTLP/JSON messages, by the rules of proto3's JSON mapping: absent and null mean the default, 64-bit integers
 * come as strings or numbers, doubles may be "NaN" or "Infinity". All of them throw DecodeError on anything else.
 */
import { DecodeError, TooManyItemsError } from '@/lib/otlp/wire';

export type Fields = Readonly<Record<string, unknown>>;

const UINT64 = 2n ** 64n;

/** The object itself; {} where it is absent. */
export function objectOf(value: unknown, name: string): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new DecodeError(`“${name}” must be an object.`);
  return value as Fields;
}

/** The list itself; [] where it is absent. */
export function listOf(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new DecodeError(`“${name}” must be a list.`);
  return value;
}

export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new DecodeError(`“${name}” must be a string.`);
  return value;
}

export function boolOf(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw new DecodeError(`“${name}” must be true or false.`);
  return value;
}

/** A whole number of any size. */
export function integerOf(value: unknown, name: string): bigint {
  if (value === undefined || value === null) return 0n;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  throw new DecodeError(`“${name}” must be a whole number.`);
}

/** A fixed64 or uint64. */
export function uint64Of(value: unknown, name: string): bigint {
  const integer = integerOf(value, name);
  if (integer < 0n || integer >= UINT64) throw new DecodeError(`“${name}” must be a whole number between 0 and 2^64 - 1.`);
  return integer;
}

/** An int32, uint32 or fixed32. */
export function int32Of(fields: Fields, name: string): number {
  const integer = integerOf(fields[name], name);
  if (integer < -(2n ** 31n) || integer >= 2n ** 32n) throw new DecodeError(`“${name}” must be a whole number of 32 bits.`);
  return Number(integer);
}

/** An enum by its number or by its name; a name that is not in `names` counts as the default, 0. */
export function enumOf(fields: Fields, name: string, prefix: string, names: readonly string[]): number {
  const value = fields[name];
  if (typeof value !== 'string' || /^-?\d+$/.test(value)) return int32Of(fields, name);
  return Math.max(0, names.indexOf(value.startsWith(prefix) ? value.slice(prefix.length) : value));
}

export function doubleOf(value: unknown, name: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number') return value;
  if (value === 'NaN') return NaN;
  if (value === 'Infinity') return Infinity;
  if (value === '-Infinity') return -Infinity;
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  throw new DecodeError(`“${name}” must be a number.`);
}

/** A double that may be left out. */
export function optionalDoubleOf(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return value === undefined || value === null ? undefined : doubleOf(value, name);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
/** Every integer of up to 15 digits is exact as a JavaScript number. */
const SAFE_DIGITS = 15;

/**
 * Parses a JSON text without losing digits of long integers: those of more than 15 digits become strings, which every reader
 * above takes as well. `maxTokens` bounds its objects, lists and commas together, since three bytes can become an object.
 * Throws DecodeError or TooManyItemsError.
 */
export function parseJson(body: Buffer, maxTokens = Infinity): unknown {
  const parts: Buffer[] = [];
  const quote = Buffer.from('"');
  let copied = 0;
  let inString = false;
  let tokens = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] as number;
    if (inString) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) {
      tokens += 1;
      if (tokens > maxTokens)
        throw new TooManyItemsError(`The JSON has more than ${maxTokens} objects, lists and commas: send smaller batches.`);
    } else if (isDigit(byte)) {
      const from = body[i - 1] === 0x2d ? i - 1 : i;
      const first = i;
      while (isDigit(body[i + 1])) i += 1;
      const next = body[i + 1];
      const previous = body[from - 1];
      const fraction = next === 0x2e || next === 0x65 || next === 0x45 || previous === 0x2e || previous === 0x2b || previous === 0x65;
      if (fraction || i - first < SAFE_DIGITS) continue;
      parts.push(body.subarray(copied, from), quote, body.subarray(from, i + 1), quote);
      copied = i + 1;
    }
  }
  const text = parts.length === 0 ? body : Buffer.concat([...parts, body.subarray(copied)]);
  try {
    return JSON.parse(text.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new DecodeError(`The body is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}
