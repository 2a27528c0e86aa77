/** What an address's search parameters say, checked: they come as text. */
import { z } from 'zod';

/** How many at most, up to `most`; `fallback` where nothing is said. */
export function limit(fallback: number, most: number) {
  return z.coerce.number().int().positive().max(most).default(fallback);
}

type Given<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

/** The parameters that were given: one that was not is absent. */
export function given<T extends object>(parameters: T): Given<T> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)) as Given<T>;
}
