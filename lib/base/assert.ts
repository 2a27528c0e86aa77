/** Throws when `condition` does not hold: for bugs, never for expected failures. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken assumption: ${message}`);
}

/** `value` itself, or a throw when it is undefined: for what the code has already made sure of. */
export function present<T>(value: T | undefined | null, what: string): T {
  assert(value !== undefined && value !== null, `${what} is present`);
  return value;
}

/** Ends a switch over a union: a missing case is a type error here, and a throw at run time. */
export function assertUnreachable(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
