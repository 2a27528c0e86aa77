/** Instants and lengths, in ms, as JSON and addresses bring them, checked. */
import { z } from 'zod';
import { millis } from '@/lib/base/time';

/** As far from 1970 as a Date can be: what lies beyond has no day and no hour. */
const FURTHEST = 8.64e15;

/** An instant since 1970, in JSON. */
export const instant = z.number().min(-FURTHEST).max(FURTHEST).transform(millis);

/** The same as a parameter of an address, where everything is text. */
export const instantParameter = z.coerce.number().min(-FURTHEST).max(FURTHEST).transform(millis);

/** A length of whole ms, in JSON. */
export function length(least = 1, most = Number.MAX_SAFE_INTEGER) {
  return z.number().int().min(least).max(most).transform(millis);
}

/** Whether a range is one, and the sentence where it is not. */
export const isRange = [({ from, to }: { from: number; to: number }) => from < to, 'The range must end after it starts.'] as const;
