/** JSON text as a tree to look at, with every number as exact as it was written. */

export type JsonValue = string | number | bigint | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** How a reviver is called by engines that have JSON.parse source text access; others leave `context` out. */
type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

const exact: Reviver = (_key, value, context) => {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || Number.isSafeInteger(value) || !/^-?\d+$/.test(source)) return value;
  return BigInt(source);
};

/** Undefined when `text` is not JSON of an array or an object: show it as it is. */
export function parseTree(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text, exact) as JsonValue;
  } catch {
    // not JSON after all, or too deep to parse: the caller shows the text
    return undefined;
  }
}
