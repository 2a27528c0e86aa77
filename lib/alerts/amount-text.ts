/** Amounts in a rule's unit as people write them, both ways: 5 %, 2 s, 500, $20. */
import { fail, ok, type Result } from '@/lib/base/result';
import { BYTES, formatUnit, type Unit } from '@/lib/base/units';
import { parseDuration, printDuration } from '@/lib/query/filter-value';

/** One of the unit in ns, for units of time. */
const TIME: Readonly<Partial<Record<Unit, number>>> = { nanoseconds: 1, microseconds: 1e3, milliseconds: 1e6, seconds: 1e9 };

/** What else people write for bytes: decimal prefixes are thousands. */
const BYTE_NAMES: ReadonlyMap<string, number> = new Map<string, number>([
  ...BYTES.map(([size, name]) => [name.toLowerCase(), size] as const),
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
  ['tb', 1e12],
]);
const THOUSANDS: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['k', 3],
  ['m', 6],
  ['g', 9],
  ['t', 12],
]);

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The decimal number that `text` writes, times ten to the power `places`: exact, unlike a product. */
function decimal(text: string, places = 0): number {
  if (!NUMBER.test(text)) return NaN;
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
}

/** What a number in `unit` looks like to people. */
function written(value: number, unit: Unit): string {
  const plain = String(value);
  switch (unit) {
    case 'nanoseconds':
    case 'microseconds':
    case 'milliseconds':
    case 'seconds':
      return printDuration(value * (TIME[unit] ?? 1))
        .replace(/(\d)([a-z]+)$/, '$1 $2')
        .replace(/ m$/, ' min')
        .replace(/ us$/, ' µs');
    case 'bytes':
    case 'bytesPerSecond': {
      const [size, name] = BYTES.find(([each]) => Math.abs(value) >= each && String(value / each).length <= 6) ?? [1, 'B'];
      return `${value / size} ${name}${unit === 'bytes' ? '' : '/s'}`;
    }
    case 'ratio':
      return `${decimal(plain, 2)} %`;
    case 'percent':
      return `${plain} %`;
    case 'perSecond':
      return `${plain}/s`;
    case 'usd':
      return value < 0 ? `-$${-value}` : `$${plain}`;
    case 'instant':
      return new Date(value).toISOString();
    case 'count':
    case 'score':
    case 'none':
      return plain;
  }
}

function read(text: string, unit: Unit): number {
  switch (unit) {
    case 'nanoseconds':
    case 'microseconds':
    case 'milliseconds':
    case 'seconds':
      return (parseDuration(text) ?? NaN) / (TIME[unit] ?? 1);
    case 'bytes':
    case 'bytesPerSecond': {
      const [, figure = '', name = ''] = /^(.*?)([kmgt]?i?b)(?:\/s)?$/i.exec(text) ?? [];
      return decimal(figure) * (BYTE_NAMES.get(name.toLowerCase()) ?? NaN);
    }
    case 'ratio':
      return text.endsWith('%') ? decimal(text.slice(0, -1), -2) : NaN;
    case 'percent':
      return text.endsWith('%') ? decimal(text.slice(0, -1)) : NaN;
    case 'perSecond':
      return text.endsWith('/s') ? thousands(text.slice(0, -2)) : NaN;
    case 'usd':
      return text.includes('$') ? thousands(text.replace('$', '')) : NaN;
    case 'instant':
      return /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN;
    case 'count':
    case 'score':
    case 'none':
      return thousands(text);
  }
}

/** 1.5k is 1 500. */
function thousands(text: string): number {
  const [, figure = '', name = ''] = /^(.*?)([kmgt]?)$/i.exec(text) ?? [];
  return decimal(figure, THOUSANDS.get(name.toLowerCase()) ?? 0);
}

/** How an amount of each unit is written, to say so. */
const EXAMPLES: Readonly<Record<Unit, string>> = {
  nanoseconds: '200 ms or 1.5 s',
  microseconds: '200 ms or 1.5 s',
  milliseconds: '200 ms or 1.5 s',
  seconds: '200 ms or 1.5 s',
  bytes: '512 MiB',
  bytesPerSecond: '10 MiB/s',
  ratio: '5 %',
  percent: '5 %',
  perSecond: '20/s',
  usd: '$20',
  instant: '2026-03-29T01:00:00Z',
  count: '500',
  score: '0.85',
  none: '500',
};

/**
 * The amount that `text` writes, in `unit`: with the unit as people write it, or a bare number, which is in `unit` as it stands (a
 * `ratio` of 0.05 is 5 %). Spaces don't matter. The error is a sentence.
 */
export function parseAmount(text: string, unit: Unit): Result<number, string> {
  const plain = text.replace(/[\s_]/g, '');
  const bare = decimal(plain);
  const value = Number.isNaN(bare) ? read(plain, unit) : bare;
  return Number.isFinite(value) ? ok(value) : fail(`“${text}” is no amount here: write it like ${EXAMPLES[unit]}.`);
}

/** `value` in `unit` with its unit, exact: text that `parseAmount` reads back as the very same number; a bare number where no other text is. */
export function printAmount(value: number, unit: Unit): string {
  const text = Number.isFinite(value) && (unit !== 'instant' || Math.abs(value) <= 8.64e15) ? written(value, unit) : String(value);
  const back = parseAmount(text, unit);
  return back.ok && Object.is(back.value, value) ? text : String(value);
}

/** `value` for a person to read, exact where `formatUnit` would round it: a threshold that is said must be the one that is judged by. */
export function exactText(value: number, unit: Unit): string {
  const usual = formatUnit(value, unit);
  const back = unit === 'instant' ? fail('') : parseAmount(usual, unit);
  return back.ok && back.value === value ? usual : printAmount(value, unit).replaceAll(' ', '\u00a0');
}
