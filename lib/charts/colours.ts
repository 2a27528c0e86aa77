/** Which token a series is drawn in. Red and amber carry meaning, so only failures get them. */
import { PALETTE_SIZE, paletteColour, paletteNumber } from '@/lib/base/palette';
import type { Labels } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';
import { ERROR_SEVERITY, INFO_SEVERITY, WARN_SEVERITY } from '@/lib/model/semantics';

/** A CSS colour: always a reference to a token, so that both themes fit. */
export type Colour = `var(--${string})`;

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

function severityColour(number: number): Colour {
  if (number >= ERROR_SEVERITY) return 'var(--error)';
  if (number >= WARN_SEVERITY) return 'var(--warn)';
  return number >= INFO_SEVERITY ? 'var(--s1)' : 'var(--s9)';
}

/** Colours that mean something by themselves: status classes, severities, errors, services, percentiles. */
function meaningful(series: Painted, by: readonly Field[]): string | undefined {
  const field = by[0];
  const label = series.labels[0] ?? '';
  if (field?.in === 'record') {
    if (field.name === 'httpStatusClass' || field.name === 'httpStatus') return STATUS_CLASS[label.slice(0, 1)] ?? 'var(--info)';
    if (field.name === 'status') return label === 'Error' ? 'var(--error)' : label === 'Ok' ? 'var(--s7)' : 'var(--s9)';
    if (field.name === 'severity' || field.name === 'level') return severityColour(Number(label));
    if (field.name === 'error') return label === 'true' ? 'var(--error)' : 'var(--s7)';
    if (field.name === 'service' && label !== '') return paletteColour(label);
  }
  if (by.length === 0 && series.measure.fn === 'quantile') return QUANTILES[String(series.measure.q)];
  return undefined;
}

/**
 * One colour per series, in their order. Services keep their page-wide colour. What else has no colour of its own gets its
 * name's colour, or the next free one: a name keeps its colour from refresh to refresh, and two names share one only past
 * twelve.
 */
export function coloursOf(series: readonly (Painted & { readonly name: string })[], by: readonly Field[]): string[] {
  const colours = series.map((one) => meaningful(one, by));
  const taken = new Set(colours.filter((colour) => colour !== undefined));
  const open = series.map((one, index) => ({ name: one.name, index })).filter(({ index }) => colours[index] === undefined);
  // a handful of measures go in the palette's own order, which was tuned for neighbours
  const inOrder = by.length === 0 ? open : open.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, index } of inOrder) colours[index] = takeFrom(by.length === 0 ? 1 : paletteNumber(name), taken);
  return colours.map((colour) => colour ?? OTHERS_COLOUR);
}

/** The palette's colour `number`, or the next one that is free; taken from then on. */
function takeFrom(number: number, taken: Set<string>): Colour {
  for (let step = 0; step < PALETTE_SIZE; step += 1) {
    const colour: Colour = `var(--s${((number - 1 + step) % PALETTE_SIZE) + 1})`;
    if (!taken.has(colour)) {
      taken.add(colour);
      return colour;
    }
  }
  return `var(--s${number})`;
}
