/** Which token a series is drawn in. Red and amber carry meaning, so only failures get them. */
import type { Labels } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';

/** A CSS colour: always a reference to a token, so that both themes fit. */
export type Colour = `var(--${string})`;

const PALETTE = 12;
/** Everything that did not make it among the largest. */
export const OTHERS_COLOUR: Colour = 'var(--line-strong)';

const STATUS_CLASS: Readonly<Record<string, Colour>> = {
  '1': 'var(--s11)',
  '2': 'var(--s7)',
  '3': 'var(--s9)',
  '4': 'var(--warn)',
  '5': 'var(--error)',
};
/** The same percentile has the same colour on every chart. */
const QUANTILES: Readonly<Record<string, Colour>> = {
  '0.5': 'var(--s1)',
  '0.75': 'var(--s3)',
  '0.9': 'var(--s3)',
  '0.95': 'var(--s2)',
  '0.99': 'var(--s4)',
};

/** What a colour is chosen by. */
export interface Painted {
  readonly labels: Labels;
  readonly measure: Measure;
}

/** Colours that mean something by themselves: status classes, errors, services, percentiles. */
function meaningful(series: Painted, by: readonly Field[], serviceColour: (service: string) => string): string | undefined {
  const field = by[0];
  const label = series.labels[0] ?? '';
  if (field?.in === 'record') {
    if (field.name === 'httpStatusClass' || field.name === 'httpStatus') return STATUS_CLASS[label.slice(0, 1)] ?? 'var(--s12)';
    if (field.name === 'status') return label === 'Error' ? 'var(--error)' : label === 'Ok' ? 'var(--s7)' : 'var(--s9)';
    if (field.name === 'error') return label === 'true' ? 'var(--error)' : 'var(--s7)';
    if (field.name === 'service' && label !== '') return serviceColour(label);
  }
  if (by.length === 0 && series.measure.fn === 'quantile') return QUANTILES[String(series.measure.q)];
  return undefined;
}

/** FNV-1a, 32 bits: short, spreads well, the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

/**
 * One colour per series, in their order. What has no colour of its own gets the palette's slot of its name's hash, or the
 * next free one: a name keeps its colour from refresh to refresh, and two names share one only past twelve. `serviceColour`
 * is the page-wide colour of a service.
 */
export function coloursOf(
  series: readonly (Painted & { readonly name: string })[],
  by: readonly Field[],
  serviceColour: (service: string) => string,
): string[] {
  const colours = series.map((one) => meaningful(one, by, serviceColour));
  const taken = new Set(colours.filter((colour) => colour !== undefined));
  const open = series.map((one, index) => ({ name: one.name, index })).filter(({ index }) => colours[index] === undefined);
  if (by.length === 0) {
    // a handful of measures: in the palette's own order, which was tuned for neighbours
    open.forEach(({ index }) => (colours[index] = takeFrom(0, taken)));
  } else {
    open.sort((a, b) => (a.name < b.name ? -1 : 1)).forEach(({ name, index }) => (colours[index] = takeFrom(hash(name) % PALETTE, taken)));
  }
  return colours.map((colour) => colour ?? OTHERS_COLOUR);
}

function takeFrom(slot: number, taken: Set<string>): Colour {
  for (let step = 0; step < PALETTE; step += 1) {
    const colour: Colour = `var(--s${((slot + step) % PALETTE) + 1})`;
    if (!taken.has(colour)) {
      taken.add(colour);
      return colour;
    }
  }
  return `var(--s${slot + 1})`;
}
