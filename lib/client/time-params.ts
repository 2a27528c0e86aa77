/** The time window as it stands in the address: `t=15m`, or `from=…&to=…` in epoch milliseconds. */
import { DAY, HOUR, millis, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import type { TimeWindow } from '@/lib/query/time-window';

/** What a page shows when its address names no window. */
export const DEFAULT_WINDOW: TimeWindow = { last: (15 * MINUTE) as Millis };

const UNITS = [
  ['w', 7 * DAY],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
] as const;

/** `15m`, `1h`, `7d` … in milliseconds; undefined for anything else, and for zero. */
export function parseLength(text: string): Millis | undefined {
  const match = /^(\d{1,6})([smhdw])$/.exec(text);
  const size = UNITS.find(([unit]) => unit === match?.[2])?.[1];
  const count = Number(match?.[1]);
  return size === undefined || count === 0 ? undefined : millis(count * size);
}

/** The shortest text that `parseLength` reads back, e.g. 90 minutes as `90m`; a fraction of a second is rounded up. */
export function printLength(length: Millis): string {
  const [unit, size] = UNITS.find(([, candidate]) => length >= candidate && length % candidate === 0) ?? (['s', SECOND] as const);
  return `${Math.max(1, Math.ceil(length / size))}${unit}`;
}

/** `15m`, or `1766000000000..1766003600000`: a whole window as one text. */
export function printWindowParam(window: TimeWindow): string {
  return 'last' in window ? printLength(window.last) : `${window.from}..${window.to}`;
}

/** The window that `printWindowParam` wrote; undefined for anything else, and for one that ends before it starts. */
export function parseWindowParam(text: string): TimeWindow | undefined {
  const last = parseLength(text);
  if (last !== undefined) return { last };
  const match = /^(\d{1,15})\.\.(\d{1,15})$/.exec(text);
  return match ? fixedWindow(Number(match[1]), Number(match[2])) : undefined;
}

function fixedWindow(from: number, to: number): TimeWindow | undefined {
  return from < to ? { from: millis(from), to: millis(to) } : undefined;
}

export interface WindowParams {
  readonly t: Millis | null;
  readonly from: number | null;
  readonly to: number | null;
}

/** The window that an address asks for: two instants win over a length, and nonsense falls back to the default. */
export function windowFromParams({ t, from, to }: WindowParams): TimeWindow {
  const fixed = from === null || to === null ? undefined : fixedWindow(from, to);
  return fixed ?? (t === null ? DEFAULT_WINDOW : { last: t });
}

/** The parameters that stand for `window`; null takes one out of the address. */
export function paramsFromWindow(window: TimeWindow): WindowParams {
  return 'last' in window ? { t: window.last, from: null, to: null } : { t: null, from: window.from, to: window.to };
}

/** Parameters of a page's address as Next gives them. */
export type PageParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `asked` with a window of length `last`, as a query string; undefined when the address names a window of its own. */
export function withWindow(asked: PageParams, last: Millis): string | undefined {
  if (asked['t'] !== undefined || asked['from'] !== undefined) return undefined;
  const given = Object.entries(asked).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each]));
  return new URLSearchParams([...given, ['t', printLength(last)]]).toString();
}
