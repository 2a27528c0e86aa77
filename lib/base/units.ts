/** Figures with their units, the way that people read them: 1.2 ms, 3.4 k/s, 5.1 %. Never a bare number. */
export const UNITS = [
  'count',
  'perSecond',
  'nanoseconds',
  'microseconds',
  'milliseconds',
  'seconds',
  /** An instant, in ms since 1970. */
  'instant',
  'bytes',
  'bytesPerSecond',
  'ratio',
  /** A share that is sent as 0 to 100. */
  'percent',
  'score',
  'usd',
  'none',
] as const;
export type Unit = (typeof UNITS)[number];

const NBSP = '\u00a0';

/** Two to three significant digits: 0.94, 1.2, 12.3, 123; one below a hundredth, 0.003, so that a little is not nothing. */
function short(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return trim(value.toFixed(1));
  if (size < 0.01) return String(Number(value.toPrecision(1)));
  return trim(value.toFixed(2));
}

function trim(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

type Scale = readonly (readonly [size: number, unit: string])[];

/** The largest unit that leaves at least 1 of `value`; where rounding would reach the next unit (999.7 ms), that one. */
function unitOf(value: number, scale: Scale): Scale[number] {
  const fits = scale.findIndex(([at]) => Math.abs(value) >= at);
  const index = fits === -1 ? scale.length - 1 : fits;
  const [at, unit] = scale[index] ?? [1, ''];
  const above = scale[index - 1];
  return above && Math.abs(Number(short(value / at))) * at >= above[0] ? above : [at, unit];
}

function scaled(value: number, scale: Scale): string {
  const [at, unit] = unitOf(value, scale);
  return join(short(value / at), unit);
}

function join(figure: string, unit: string): string {
  return unit === '' ? figure : `${figure}${NBSP}${unit}`;
}

const DURATION = [
  [3.6e12, 'h'],
  [6e10, 'min'],
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
] as const;
const COUNT = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
] as const;
/** Units of bytes by their size, the largest first. */
export const BYTES = [
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
  [1, 'B'],
] as const;

/** A length of time given in nanoseconds, e.g. 1.2 ms. */
export function formatDuration(nanoseconds: number): string {
  return nanoseconds === 0 ? `0${NBSP}ms` : scaled(nanoseconds, DURATION);
}

/** A whole count with spaces between thousands that do not break, e.g. 21 304. */
export function formatInteger(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, NBSP);
}

/** `1 span`, `21 304 spans`; `many` for words that do not end in s then. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`;
}

/** `value` in `unit` for a person; '–' for no value. */
export function formatUnit(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  switch (unit) {
    case 'nanoseconds':
      return formatDuration(value);
    case 'microseconds':
      return formatDuration(value * 1e3);
    case 'milliseconds':
      return formatDuration(value * 1e6);
    case 'seconds':
      return formatDuration(value * 1e9);
    case 'instant':
      // whoever knows the reader's zone says it better; this one is right everywhere
      return new Date(value)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC');
    case 'bytes':
      return scaled(value, BYTES);
    case 'bytesPerSecond':
      return `${scaled(value, BYTES)}/s`;
    case 'ratio':
      return `${short(value * 100)}${NBSP}%`;
    case 'percent':
      return `${short(value)}${NBSP}%`;
    case 'perSecond': {
      const text = scaled(value, COUNT);
      return `${text}/s`;
    }
    case 'count':
      return Number.isInteger(value) && Math.abs(value) < 100_000 ? formatInteger(value) : scaled(value, COUNT);
    case 'usd':
      return `$${Math.abs(value) > 0 && Math.abs(value) < 1 ? value.toFixed(4) : value.toFixed(2)}`;
    case 'score':
      return value.toFixed(2);
    case 'none':
      // what no unit makes shorter is a count of something
      return Math.abs(value) >= 999.5 ? formatUnit(value, 'count') : short(value);
  }
}

/** Nanoseconds in one of each unit of time. */
const TIMES: Partial<Record<Unit, number>> = { nanoseconds: 1, microseconds: 1e3, milliseconds: 1e6, seconds: 1e9 };

/**
 * By how much a time or a share differs, `size`, in the unit and to the place in which the figure itself, `of`, is said: 0.3 ms of
 * 27.1 ms. '' where that is nothing. What is larger than the figure is said as if it stood alone.
 */
export function formatDifference(size: number, of: number, unit: Unit): string {
  const [most, least] = [Math.abs(of), Math.abs(size)];
  const time = TIMES[unit];
  const [at, name] = time === undefined ? ([unit === 'ratio' ? 0.01 : 1, '%'] as const) : unitOf(most * time, DURATION);
  const figure = (most * (time ?? 1)) / at;
  if (least >= most || figure < 0.01) return least === 0 ? '' : formatUnit(least, unit);
  const text = trim(((least * (time ?? 1)) / at).toFixed(figure >= 100 ? 0 : figure >= 10 ? 1 : 2));
  return text === '0' ? '' : join(text, name);
}
