import { RouteError } from '@/lib/server/route';

/** PostgreSQL keeps no zero character and no half of a surrogate pair; JSON.stringify escapes both, and only real backslashes pair up. */
const UNKEEPABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f]..)/;

/** Throws RouteError where a text in `document` cannot be kept. `what`: what it is, as a sentence begins: `The dashboard`. */
export function refuseUnkeepable(document: unknown, what: string): void {
  if (!UNKEEPABLE.test(JSON.stringify(document))) return;
  throw new RouteError(400, 'invalid', `${what} contains a character that is none: a zero, or half of a pair. Take it out of its texts.`);
}
