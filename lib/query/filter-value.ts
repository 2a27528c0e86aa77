/** Values as people write them without quotes: 500, 1.5s, warn, Error, true. */
import type { Field } from '@/lib/model/field';
import type { Scalar } from '@/lib/model/filter';
import { ERROR_SEVERITY, INFO_SEVERITY, WARN_SEVERITY } from '@/lib/model/semantics';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';
import { BOOLEAN_FIELDS, NUMERIC_FIELDS } from '@/lib/model/record-field';
import { fail, ok, type Result } from '@/lib/base/result';

/** Levels by name, on the scale of OpenTelemetry's severity numbers (10 is Logfire's notice). */
export const LEVELS = {
  trace: 1,
  debug: 5,
  info: INFO_SEVERITY,
  notice: 10,
  warn: WARN_SEVERITY,
  error: ERROR_SEVERITY,
  fatal: 21,
} as const;
const LEVEL_OF = new Map<string, number>(Object.entries({ ...LEVELS, warning: LEVELS.warn, err: LEVELS.error, critical: LEVELS.fatal }));

/** Lengths of time in nanoseconds, largest first. */
const UNITS = [
  ['h', 3.6e12],
  ['m', 6e10],
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
  ['ns', 1],
] as const;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const DURATION = /^(-?)((?:\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:h|min|m|s|ms|us|µs|ns))+)$/i;

/** Nanoseconds of `1.5s`, `200ms` or `1m30s`; undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match?.[2]) return undefined;
  let total = 0;
  for (const [, figure, unit = ''] of match[2].matchAll(/([\d.]+(?:e[+-]?\d+)?)(h|min|ms|m|s|us|µs|ns)/gi)) {
    const name = unit.toLowerCase().replace('µs', 'us').replace('min', 'm');
    const size = UNITS.find(([each]) => each === name)?.[1] ?? 1;
    const exact = Number(figure) * size;
    // 1.234567 ms must be 1 234 567 ns although the product is 1234567.0000000002.
    total += name === 'ns' || Math.abs(exact - Math.round(exact)) > 1e-6 ? exact : Math.round(exact);
  }
  return match[1] ? -total : total;
}

/** Text that `parseDuration` reads back as exactly `nanoseconds`: 200ms, 1.5s, 90m; whole hours and minutes only. */
export function printDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0ms';
  const fits = UNITS.find(([unit, size]) => {
    const figure = nanoseconds / size;
    const readable = size > 1e9 ? Number.isInteger(figure) : Math.abs(figure) >= 1 && String(figure).length <= 8;
    return readable && parseDuration(`${figure}${unit}`) === nanoseconds;
  });
  const [unit, size] = fits ?? ['ns', 1];
  return `${nanoseconds / size}${unit}`;
}

/** What a field's values are: decides how unquoted text is read. */
export type ValueKind = 'duration' | 'level' | 'number' | 'boolean' | 'status' | 'kind' | 'text';

/** How values of `field` are written. */
export function valueKind(field: Field): ValueKind {
  if (field.in !== 'record') return 'text';
  if (field.name === 'duration') return 'duration';
  if (field.name === 'level' || field.name === 'severity') return 'level';
  if (field.name === 'status' || field.name === 'kind') return field.name;
  if (NUMERIC_FIELDS.has(field.name)) return 'number';
  return BOOLEAN_FIELDS.has(field.name) ? 'boolean' : 'text';
}

function named<T extends string>(names: readonly T[], text: string): T | undefined {
  return names.find((name) => name.toLowerCase() === text.toLowerCase());
}

/**
 * Reads an unquoted value of `field`. `ordered`: it stands after > >= < <=, where a number is meant. Elsewhere digits
 * are a number only when nothing is lost by it: 007 and 12345678901234567890 stay text. The error is a sentence.
 */
export function readValue(field: Field, text: string, ordered: boolean): Result<Scalar, string> {
  const number = NUMBER.test(text) ? Number(text) : undefined;
  switch (valueKind(field)) {
    case 'duration': {
      const duration = parseDuration(text);
      if (duration !== undefined) return ok(duration);
      return fail(number === 0 ? 'Write the duration with a unit: 0ms.' : `“${text}” is not a duration: write it like 200ms, 1.5s or 2m.`);
    }
    case 'level': {
      const level = number ?? LEVEL_OF.get(text.toLowerCase());
      return level === undefined ? fail(`“${text}” is not a level: use ${Object.keys(LEVELS).join(', ')} or a number.`) : ok(level);
    }
    case 'number':
      return number === undefined ? fail(`“${text}” is not a number.`) : ok(number);
    case 'boolean':
      return text === 'true' || text === 'false' ? ok(text === 'true') : fail(`“${text}” is neither true nor false.`);
    case 'status':
      return ok(named(STATUS_CODES, text) ?? text);
    case 'kind':
      return ok(named(SPAN_KINDS, text) ?? text);
    case 'text':
      if (text === 'true' || text === 'false') return ok(text === 'true');
      return ok(number !== undefined && (ordered || String(number) === text) ? number : text);
  }
}

const LEVEL_NAMES = new Map<number, string>(Object.entries(LEVELS).map(([name, level]) => [level, name]));

/** `value` as `readValue` would read it back, or a quoted string where it would not. */
export function printValue(field: Field, value: Scalar, ordered: boolean): string {
  if (typeof value === 'string') {
    const read = BARE.test(value) ? readValue(field, value, ordered) : undefined;
    return read?.ok && read.value === value ? value : quote(value);
  }
  const kind = valueKind(field);
  if (typeof value === 'number' && kind === 'duration') return printDuration(value);
  if (typeof value === 'number' && kind === 'level') return LEVEL_NAMES.get(value) ?? String(value);
  return String(value);
}

/** Text that needs no quotes as a value. Stricter than what is accepted, to be easy on the eye. */
const BARE = /^[\p{L}\p{N}_./@-][\p{L}\p{N}_./@:+-]*$/u;

/** `text` in double quotes, with backslash escapes. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')}"`;
}
