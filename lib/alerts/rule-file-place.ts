/** Reading a file's values, each with the place where it stands, so that what is wrong can be said of that place. */
import type { z } from 'zod';

export type Path = readonly (string | number)[];

/** A value of the file, and the way to it from the file's beginning. */
export interface Place {
  readonly value: unknown;
  readonly path: Path;
}

/** What is wrong at a place, in a sentence. Expected: it ends as a line of the answer. */
export class FileFault extends Error {
  constructor(
    message: string,
    readonly path: Path,
  ) {
    super(message);
  }
}

/** The settings of a map, each with its place; refuses what is no map, and settings that are not `known`. */
export function settings<K extends string>({ value, path }: Place, known: readonly K[]): Partial<Record<K, Place>> {
  if (!isMap(value)) throw new FileFault('Settings are expected here, one a line.', path);
  const found: Partial<Record<K, Place>> = {};
  for (const [name, each] of Object.entries(value)) {
    const key = known.find((one) => one === name);
    if (key === undefined) throw new FileFault(`There is no setting of this name here. There are: ${known.join(', ')}.`, [...path, name]);
    found[key] = { value: each, path: [...path, name] };
  }
  return found;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parts of a list, each with its place. */
export function parts({ value, path }: Place): Place[] {
  if (!Array.isArray(value)) throw new FileFault('A list is expected here.', path);
  return value.map((each: unknown, index) => ({ value: each, path: [...path, index] }));
}

/** The place where a setting has to stand. */
export function required(place: Place | undefined, name: string, { path }: Place): Place {
  if (!place) throw new FileFault(`${name} is missing.`, path);
  return place;
}

/** Text as it stands; a bare number counts as its text. */
export function textAt({ value, path }: Place): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new FileFault('Text is expected here.', path);
  return value;
}

/** `value`, which was read at `place`, as the model's `schema` has it. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, { path }: Place): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new FileFault(read.error.issues[0]?.message ?? 'This does not fit.', path);
}
