/** Logfire sends structured values as JSON text in string attributes and says in `logfire.json_schema` which ones they are. */
import type { Attribute } from '@/lib/model/attribute';

/** Schemas repeat with every call of the same line of code: the last few are kept parsed. */
const MAX_KNOWN = 512;
const known = new Map<string, ReadonlySet<string>>();

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether values under this property's schema travel as JSON text. `{}` is a plain scalar. */
function travelsAsJson(schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  const { type, format } = schema;
  return type === 'object' || type === 'array' || type === 'null' || (type === 'string' && format !== undefined);
}

function parseSchema(text: string): ReadonlySet<string> {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    // The SDK cut it off or scrubbed it: then no value is known to be JSON, and all of them stay the strings they are.
    return new Set();
  }
  if (!isRecord(schema) || !isRecord(schema['properties'])) return new Set();
  return new Set(Object.entries(schema['properties']).flatMap(([key, property]) => (travelsAsJson(property) ? [key] : [])));
}

function jsonKeys(schema: string): ReadonlySet<string> {
  let keys = known.get(schema);
  if (keys === undefined) {
    keys = parseSchema(schema);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(schema, keys);
  }
  return keys;
}

/** The attribute as what its JSON text is; as it was where the text is no JSON (scrubbed or cut off) or a plain number or boolean. */
function parsed(attribute: Attribute): Attribute {
  const { key, text } = attribute;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return attribute;
  }
  if (value === null) return { key, type: 'empty', text: '' };
  if (typeof value === 'string') return { key, type: 'string', text: value };
  if (Array.isArray(value)) return { key, type: 'array', text };
  return typeof value === 'object' ? { key, type: 'map', text } : attribute;
}

/** Gives the attributes that `schema` calls structured their type; the JSON text stays as the sender wrote it. */
export function parseBySchema(attributes: readonly Attribute[], schema: string): readonly Attribute[] {
  const keys = jsonKeys(schema);
  if (keys.size === 0) return attributes;
  return attributes.map((attribute) => (attribute.type === 'string' && keys.has(attribute.key) ? parsed(attribute) : attribute));
}
