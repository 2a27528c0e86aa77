/** Figures with their units as people type them: 5 %, 250 ms, 3.4 k/s, $20. Read strictly, and written so that they are read back exactly. */
import { fail, ok, type Result } from '@/lib/base/result';
import type { Unit } from '@/lib/base/units';

/** What may stand after a figure, and what one of it is; the largest first, the way that it is written first. */
type Scale = readonly (readonly [size: number, ...names: string[]])[];

const TIME: Scale = [
  [8.64e13, 'd', 'day', 'days'],
  [3.6e12, 'h', 'hour', 'hours'],
  [6e10, 'min', 'm', 'minute', 'minutes'],
  [1e9, 's', 'sec', 'second', 'seconds'],
  [1e6, 'ms'],
  [1e3, 'µs', 'μs', 'us'],
  [1, 'ns'],
];
const BYTES: Scale = [
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB', 'KB'],
  [1, 'B', 'bytes'],
];
const COUNT: Scale = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k', 'K'],
  [1, ''],
];

interface Writing {
  readonly scale: Scale;
  /** What one of the scale's smallest is in the unit: a nanosecond is 1e-6 of a millisecond. */
  readonly base: number;
  /** Stands after the scale's name. */
  readonly after: string;
  /** How such a figure is written, for whoever wrote it otherwise. */
  readonly example: string;
}

function writingOf(unit: Unit): Writing {
  switch (unit) {
    case 'nanoseconds':
      return { scale: TIME, base: 1, after: '', example: '250 ms' };
    case 'microseconds':
      return { scale: TIME, base: 1e-3, after: '', example: '250 ms' };
    case 'milliseconds':
    case 'instant':
      return { scale: TIME, base: 1e-6, after: '', example: '250 ms' };
    case 'seconds':
      return { scale: TIME, base: 1e-9, after: '', example: '2 s' };
    case 'bytes':
      return { scale: BYTES, base: 1, after: '', example: '512 MiB' };
    case 'bytesPerSecond':
      return { scale: BYTES, base: 1, after: '/s', example: '2 MiB/s' };
    case 'ratio':
      return { scale: [[0.01, '%', '']], base: 1, after: '', example: '5 %' };
    case 'percent':
      return { scale: [[1, '%', '']], base: 1, after: '', example: '5 %' };
    case 'perSecond':
      return { scale: COUNT, base: 1, after: '/s', example: '3.4 k/s' };
    case 'usd':
      return { scale: [[1, '', '$', 'USD']], base: 1, after: '', example: '$20' };
    case 'count':
    case 'score':
    case 'none':
      return { scale: COUNT, base: 1, after: '', example: unit === 'score' ? '0.85' : '500' };
  }
}

const FIGURE = /^([+-]?(?:\d+(?:[ \u00a0]\d{3})*(?:\.\d+)?|\.\d+))[ \u00a0]*(.*)$/u;

/** Takes off the dust of binary fractions: 0.07 × 100 is 7. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The figure that `text` means, in `unit`. The error is a sentence with an example. */
export function parseFigure(text: string, unit: Unit): Result<number, string> {
  const { scale, base, after, example } = writingOf(unit);
  const plain = text.trim().replace(/−/g, '-');
  if (plain === '') return fail(`Write a figure, such as ${example}.`);
  const bare = unit === 'usd' ? plain.replace(/^([+-]?)\$ ?/, '$1') : plain;
  if (/^[+-]?\d+,\d/.test(bare)) return fail('Write decimals with a point: 1.5.');
  const [, figure, rest = ''] = FIGURE.exec(bare) ?? [];
  if (figure === undefined) return fail(`“${text.trim()}” is no figure. Write it like ${example}.`);
  const value = Number(figure.replace(/[ \u00a0]/g, ''));
  const name = after !== '' && rest.endsWith(after) ? rest.slice(0, -after.length).trimEnd() : rest;
  const size = scale.find(([, ...names]) => names.includes(name))?.[0];
  if (size !== undefined) return ok(tidy(value * size * base));
  if (rest !== '') return fail(`“${rest}” is no unit here. Write it like ${example}.`);
  return value === 0 ? ok(0) : fail(`Write it with its unit, such as ${example}.`);
}

/** Longer figures are hard to read: 2.5 min rather than 0.0417 h. */
const MOST_DIGITS = 6;

/** `value` in the largest unit in which it is short and exact: what `parseFigure` reads back as the very same figure. */
export function printFigure(value: number, unit: Unit): string {
  const { scale, base, after } = writingOf(unit);
  const written = (figure: number, name: string) => {
    if (unit === 'usd') return figure < 0 ? `-$${-figure}` : `$${figure}`;
    return name === '' && after === '' ? plainNumber(figure) : `${plainNumber(figure)} ${name}${after}`;
  };
  const smallest = scale.at(-1) ?? [1, ''];
  // of bytes, what is written is counted in 1024s
  const sizes = scale === BYTES ? scale.filter(([size]) => size === 1 || Math.log2(size) % 10 === 0) : scale;
  const fits = sizes.find(([size]) => {
    const figure = tidy(value / base / size);
    const short = String(Math.abs(figure)).replace('.', '').length <= MOST_DIGITS;
    return short && Math.abs(figure) >= 1 && tidy(figure * size * base) === tidy(value);
  });
  const zero = value === 0 ? (scale === TIME ? scale.find(([, name]) => name === 'ms') : undefined) : undefined;
  const [size, name = ''] = zero ?? fits ?? smallest;
  return written(tidy(value / base / size), name);
}

/** Without an exponent, which nobody types. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}
