/** A rule's condition as its file writes it: `above: { warn: 2 % for 5m, critical: 5 %, recover: 1.5 % }`. */
import { parseAmount, printAmount } from '@/lib/alerts/amount-text';
import { boundUnit } from '@/lib/alerts/bound-text';
import { parseLength, printLength } from '@/lib/alerts/length-text';
import { checked, FileFault, required, settings, textAt, type Place } from '@/lib/alerts/rule-file-place';
import { millis, type Millis } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import { Band, Condition } from '@/lib/model/alert';

const KINDS = ['above', 'below', 'outside', 'change'] as const;
const SCALAR = /^-?\d+(\.\d+)?$/;

/** A bare number as such, so that YAML needs no quotes around it. */
function scalar(text: string): string | number {
  return SCALAR.test(text) && String(Number(text)) === text ? Number(text) : text;
}

function writeBound(bound: number | Band, unit: Unit): string {
  return typeof bound === 'number' ? printAmount(bound, unit) : `${printAmount(bound.low, unit)} to ${printAmount(bound.high, unit)}`;
}

/** The condition for a file: its kind, and what is set of it. */
export function writeCondition(condition: Condition, unit: Unit): Record<string, unknown> {
  const { is, warn, critical, recover, ...how } = condition;
  const own = boundUnit({ condition, unit });
  const level = (each: { at: number | Band; for: Millis } | undefined) =>
    each && scalar(`${writeBound(each.at, own)}${each.for > 0 ? ` for ${printLength(each.for)}` : ''}`);
  const all = {
    ...how,
    warn: level(warn),
    critical: level(critical),
    recover: recover === undefined ? undefined : scalar(writeBound(recover, own)),
  };
  return { [is]: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
}

function readAmount(text: string, unit: Unit, { path }: Place): number {
  const read = parseAmount(text, unit);
  if (!read.ok) throw new FileFault(read.error, path);
  return read.value;
}

function readBound(text: string, band: boolean, unit: Unit, place: Place): number | Band {
  if (!band) return readAmount(text, unit, place);
  const ends = text.split(' to ');
  const [low, high] = ends;
  if (ends.length !== 2 || low === undefined || high === undefined)
    throw new FileFault('A band is expected here, such as 1 s to 5 s.', place.path);
  return checked(Band, { low: readAmount(low, unit, place), high: readAmount(high, unit, place) }, place);
}

function readLevel(place: Place, band: boolean, unit: Unit): { at: number | Band; for: Millis } {
  const [bound = '', lasting, ...others] = textAt(place).split(/\s+for\s+/);
  const length = lasting === undefined ? millis(0) : parseLength(lasting.trim());
  if (length === undefined || others.length > 0)
    throw new FileFault('A bound is expected here, and how long it must be passed: 5 % for 2m.', place.path);
  return { at: readBound(bound, band, unit, place), for: length };
}

/** The condition that stands at `place`, of a rule in `unit`. Throws FileFault. */
export function readCondition(place: Place, unit: Unit): Condition {
  const given = settings(place, KINDS);
  const [is, ...others] = KINDS.filter((kind) => given[kind] !== undefined);
  if (is === undefined || others.length > 0) throw new FileFault(`One of ${KINDS.join(', ')} is expected here.`, place.path);
  const inner = required(given[is], is, place);
  const how = is === 'change' ? (['against', 'direction'] as const) : [];
  const found = settings(inner, [...how, 'warn', 'critical', 'recover']);
  const band = is === 'outside';
  const own = is === 'change' ? 'ratio' : unit;
  const { warn, critical, recover } = found;
  const condition = {
    is,
    ...Object.fromEntries(how.map((key) => [key, required(found[key], key, inner).value])),
    ...(warn ? { warn: readLevel(warn, band, own) } : {}),
    ...(critical ? { critical: readLevel(critical, band, own) } : {}),
    ...(recover ? { recover: readBound(textAt(recover), band, own, recover) } : {}),
  };
  return checked(Condition, condition, inner);
}
