/**
 * The tables keep attributes as text, as the exporter does. What they were on the wire stands beside them, compactly:
 * JSON from key to type, strings left out, '' when all are strings. There are few distinct ones, so they cost about a
 * byte a row.
 */
import { AttributeType, type Attribute } from '@/lib/model/attribute';

const fragments = new Map<string, string>();

function fragment(key: string, type: AttributeType): string {
  const id = `${type} ${key}`;
  const known = fragments.get(id);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:"${type}"`;
  // Keys come from outside: a sender that makes them up must not fill the memory.
  if (fragments.size >= 10_000) fragments.clear();
  fragments.set(id, text);
  return text;
}

/** The signature of `attributes`. */
export function typesOf(attributes: readonly Attribute[]): string {
  let text = '';
  for (const { key, type } of attributes) {
    if (type === 'string') continue;
    text += text === '' ? '{' : ',';
    text += fragment(key, type);
  }
  return text === '' ? '' : `${text}}`;
}

/** Reads attributes back: a map's keys and values, and the signature that `typesOf` wrote ('' on a plain exporter table). */
export function attributesOf(keys: readonly string[], texts: readonly string[], signature: string): Attribute[] {
  const types = signature === '' ? {} : (JSON.parse(signature) as Record<string, unknown>);
  return keys.map((key, index) => {
    const type = Object.hasOwn(types, key) ? AttributeType.safeParse(types[key]) : undefined;
    return { key, type: type?.success ? type.data : 'string', text: texts[index] ?? '' };
  });
}
